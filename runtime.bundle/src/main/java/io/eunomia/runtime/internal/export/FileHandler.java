package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.export.DisplayExport;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.export.ExportHandler;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Exports to a {@code file} that is rotated. Settings: {@code path} (needed), {@code format} (json; any that is registered),
 * {@code fields}, {@code max_bytes} or {@code rotate} (64MiB; 0 for no bound), {@code keep} old files (3),
 * {@code flush_interval} (1s; of displays 0s).
 */
@Component(service = ExportHandler.class, property = {ExportHandler.NAME + "=file", "eunomia.export.builtin=true"})
public final class FileHandler implements ExportHandler {
    private static final long DEFAULT_MAX_BYTES = 64L << 20;

    private final EventFormats formats;

    @Activate
    public FileHandler(@Reference EventFormats formats) {
        this.formats = formats;
    }

    @Override
    public Export open(Tracker tracker, Map<String, String> settings) {
        Settings read = new Settings("file", settings);
        String format = read.text(FORMAT, "json");
        EventFormat chosen = formats.find(format).orElseThrow(() -> read.bad(FORMAT, format, "formats: "
                + formats.all().stream().map(EventFormat::name).sorted().collect(Collectors.joining(", "))));
        List<String> fields = read.fields();
        // Each file gets a writer of its own, so that each has its titles.
        return new FileExport(lines(tracker, "events", read, Duration.ofSeconds(1)), chosen, () -> chosen.newWriter(tracker.streams(), fields));
    }

    @Override
    public DisplayExport openDisplays(Tracker tracker, List<DisplayInfo> displays, Map<String, String> settings) {
        Settings read = new Settings("file", settings);
        DisplayFormat format = ReadingFormats.of("file", read.text(FORMAT, "json"), displays);
        return new FileReadings(lines(tracker, "readings", read, Duration.ZERO), format);
    }

    /** Reads the settings of the file. @param interval from one write to the next, when no setting says it */
    private static FileLines lines(Tracker tracker, String what, Settings read, Duration interval) {
        RotatingFile.Limits limits = new RotatingFile.Limits(size(read), read.number("keep", 3, 0, 1000));
        Duration chosen = read.span("flush_interval", interval);
        Path path = path(read);
        read.checkAllKnown();
        Destination.problem(path, limits.keep() == 0 ? "" : "." + limits.keep()).ifPresent(problem -> {
            throw read.bad("path", path.toString(), problem);
        });
        return new FileLines(tracker.name(), what, new RotatingFile(path, limits), chosen);
    }

    /** Reads the largest size of a file, which has two names. */
    private static long size(Settings read) {
        String rotate = read.text("rotate", "");
        if (rotate.isEmpty()) {
            return read.bytes("max_bytes", DEFAULT_MAX_BYTES, 0);
        }
        if (!read.text("max_bytes", "").isEmpty()) {
            throw read.bad("rotate", rotate, "it is another name of max_bytes: give one of the two");
        }
        return read.bytes("rotate", DEFAULT_MAX_BYTES, 0);
    }

    private static Path path(Settings read) {
        String text = read.text("path", "");
        try {
            Path path = Path.of(text).toAbsolutePath().normalize();
            if (!text.isEmpty() && path.getFileName() != null) {
                return path;
            }
        } catch (InvalidPathException e) {
            // reported below
        }
        throw read.bad("path", text, "name the file to write");
    }
}
