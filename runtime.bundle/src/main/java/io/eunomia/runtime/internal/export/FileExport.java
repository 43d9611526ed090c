package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.export.Export;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes events to a rotating file. */
final class FileExport implements Export {
    private final FileLines lines;
    private final EventFormat format;
    private final Supplier<EventFormat.Writer> writers;
    private EventFormat.Writer writer;
    private byte[] titles;

    FileExport(FileLines lines, EventFormat format, Supplier<EventFormat.Writer> writers) {
        this.lines = lines;
        this.format = format;
        this.writers = writers;
        newWriter();
    }

    /** Makes a new writer. Its titles wait for a file that is empty. */
    private void newWriter() {
        writer = writers.get();
        Utf8Sink header = new Utf8Sink(256);
        writer.header(header);
        titles = header.toByteArray();
    }

    private void begin() {
        if (lines.isFirst()) {
            lines.sink().put(titles);
        }
    }

    /** Tells whether another file was begun, so that the line is to be written again. */
    private boolean moved(int start) {
        boolean moved = lines.moved(start);
        if (moved) {
            newWriter();
            begin();
        }
        return moved;
    }

    @Override
    public void event(EventView event) {
        begin();
        int start = lines.sink().length();
        writer.event(event, lines.sink());
        if (moved(start)) {
            writer.event(event, lines.sink());
        }
        lines.added(1);
    }

    @Override
    public void notice(Notice notice) {
        begin();
        int start = lines.sink().length();
        writer.notice(notice, lines.sink());
        if (moved(start)) {
            writer.notice(notice, lines.sink());
        }
        lines.added(0);
    }

    @Override
    public void flush() throws IOException {
        lines.flush();
    }

    @Override
    public Optional<EventFormat> format() {
        return Optional.of(format);
    }

    @Override
    public Optional<Arrivals> arrivals() {
        return Optional.of(lines.arrivals());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
