package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.export.DisplayExport;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.format.JsonFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Exports to the {@code log}: each event as a JSON line to the SLF4J logger {@code eunomia.events.TRACKER}, each reading of a
 * display to {@code eunomia.displays.TRACKER}. Settings:
 * {@code level} (info), {@code fields}.
 */
@Component(service = ExportHandler.class, property = {ExportHandler.NAME + "=log", "eunomia.export.builtin=true"})
public final class LogHandler implements ExportHandler {

    @Override
    public Export open(Tracker tracker, Map<String, String> settings) {
        Settings read = new Settings("log", settings);
        Level level = level(read);
        EventFormat.Writer writer = new JsonFormat().newWriter(tracker.streams(), read.fields());
        read.checkAllKnown();
        return new LogExport(LoggerFactory.getLogger("eunomia.events." + tracker.name()), level, writer);
    }

    @Override
    public DisplayExport openDisplays(Tracker tracker, List<DisplayInfo> displays, Map<String, String> settings) {
        Settings read = new Settings("log", settings);
        Level level = level(read);
        read.checkAllKnown();
        return new LogReadings(LoggerFactory.getLogger("eunomia.displays." + tracker.name()), level);
    }

    private static Level level(Settings read) {
        String name = read.text("level", "info");
        try {
            return Level.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw read.bad("level", name, "levels: trace, debug, info, warn, error");
        }
    }

    /** Logs each reading as a JSON line. */
    private record LogReadings(Logger logger, Level level) implements DisplayExport {
        @Override
        public void reading(DisplayReading reading) {
            if (logger.isEnabledForLevel(level)) {
                Utf8Sink line = new Utf8Sink(LogExport.BUFFER_BYTES);
                reading.write(DisplayFormat.JSON, ReadingFormats.WIDTH, false, line);
                line.truncate(line.length() - 1);
                logger.atLevel(level).log(line.toString());
            }
        }

        @Override
        public void close() {
            // It holds nothing to close.
        }
    }

    /** Formats only events whose level the logger accepts. */
    static final class LogExport implements Export {
        private static final int BUFFER_BYTES = 1024;

        private final Logger logger;
        private final Level level;
        private final EventFormat.Writer writer;
        private final Utf8Sink line = new Utf8Sink(BUFFER_BYTES);

        LogExport(Logger logger, Level level, EventFormat.Writer writer) {
            this.logger = logger;
            this.level = level;
            this.writer = writer;
        }

        @Override
        public void event(EventView event) {
            if (logger.isEnabledForLevel(level)) {
                line.clear();
                writer.event(event, line);
                log();
            }
        }

        @Override
        public void notice(Notice notice) {
            if (logger.isEnabledForLevel(level)) {
                line.clear();
                writer.notice(notice, line);
                log();
            }
        }

        private void log() {
            line.truncate(line.length() - 1);
            logger.atLevel(level).log(line.toString());
        }

        @Override
        public void flush() {
            // Flushing is the logger's business.
        }

        @Override
        public void close() {
            // It holds nothing to close.
        }
    }
}
