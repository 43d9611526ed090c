package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.export.Export;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Writes a tracker's events to standard output in one format. */
final class ConsoleExport implements Export {
    private static final int BUFFER_BYTES = 1 << 14;
    private static final int FLUSH_BYTES = 1 << 16;

    private final EventFormat.Writer writer;
    private final StandardOutput output;
    private final Utf8Sink buffer = new Utf8Sink(BUFFER_BYTES);
    private IOException failure;
    private int lines;
    private long written;
    private long lost;

    ConsoleExport(EventFormat.Writer writer, StandardOutput output) {
        this.writer = writer;
        this.output = output;
        writer.header(buffer);
    }

    /** Opens the export. @throws io.eunomia.runtime.TrackerException naming a faulty setting */
    static Export open(EventFormat format, Tracker tracker, Map<String, String> settings, StandardOutput output) {
        Settings read = new Settings(format.name(), settings);
        EventFormat.Writer writer = format.newWriter(tracker.streams(), read.fields());
        read.checkAllKnown();
        return new ConsoleExport(writer, output);
    }

    @Override
    public void event(EventView event) {
        writer.event(event, buffer);
        lines++;
        writeIfLarge();
    }

    @Override
    public void notice(Notice notice) {
        writer.notice(notice, buffer);
        writeIfLarge();
    }

    private void writeIfLarge() {
        if (buffer.length() >= FLUSH_BYTES) {
            try {
                write();
            } catch (IOException e) {
                // Reported by flush, which ends every batch.
                failure = e;
            }
        }
    }

    private void write() throws IOException {
        int held = lines;
        lines = 0;
        try {
            output.write(buffer.array(), buffer.length());
            written += held;
        } catch (IOException e) {
            lost += held;
            throw e;
        } finally {
            buffer.clear();
        }
    }

    @Override
    public void flush() throws IOException {
        if (buffer.length() > 0) {
            write();
        }
        if (failure != null) {
            IOException earlier = failure;
            failure = null;
            throw earlier;
        }
    }

    @Override
    public Optional<Arrivals> arrivals() {
        return Optional.of(new Arrivals(written, lost));
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
