package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.export.Export;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes events to a rotating file. A disk that is full or broken costs the events of the failed write, which
 * {@link #flush} reports; the next write tries again.
 */
final class FileExport implements Export {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String tracker;
    private final RotatingFile file;
    private final long intervalNanos;
    private final EventFormat format;
    private final Supplier<EventFormat.Writer> writers;
    private final Utf8Sink buffer = new Utf8Sink(BUFFER_BYTES);
    private EventFormat.Writer writer;
    private byte[] titles;
    private IOException failure;
    private long lastWrite = System.nanoTime();
    private int lines;
    private long written;
    private long lost;

    FileExport(String tracker, RotatingFile file, Duration interval, EventFormat format,
            Supplier<EventFormat.Writer> writers) {
        this.tracker = tracker;
        this.file = file;
        this.intervalNanos = interval.toNanos();
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

    @Override
    public void event(EventView event) {
        int start = buffer.length();
        writer.event(event, buffer);
        if (rotated(start)) {
            writer.event(event, buffer);
        }
        lines++;
        writeIfLarge();
    }

    @Override
    public void notice(Notice notice) {
        int start = buffer.length();
        writer.notice(notice, buffer);
        if (rotated(start)) {
            writer.notice(notice, buffer);
        }
        writeIfLarge();
    }

    /** Changes to the next file when this one cannot take the line that begins at {@code start}, and drops that line. */
    private boolean rotated(int start) {
        int waiting = start > 0 && file.empty() ? start + titles.length : start;
        if (!file.full(waiting, buffer.length() - start)) {
            return false;
        }
        buffer.truncate(start);
        attempt(() -> {
            write();
            file.rotate();
        });
        newWriter();
        return true;
    }

    private void writeIfLarge() {
        if (buffer.length() >= BUFFER_BYTES) {
            attempt(this::write);
        }
    }

    /** A step that may fail while a batch is being filled. */
    private interface Attempt {
        void run() throws IOException;
    }

    private void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            // Reported by flush, which ends every batch.
            failure = e;
        }
    }

    private void write() throws IOException {
        int held = lines;
        lines = 0;
        lastWrite = System.nanoTime();
        if (buffer.length() == 0) {
            return;
        }
        try {
            if (file.open()) {
                file.write(titles, titles.length);
            }
            file.write(buffer.array(), buffer.length());
            written += held;
        } catch (IOException e) {
            lost += held;
            file.close();
            throw new IOException(tracker + ": cannot write " + file.path() + ": " + reason(e) + "; " + lost
                    + " events lost so far", e);
        } finally {
            buffer.clear();
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void flush() throws IOException {
        if (System.nanoTime() - lastWrite >= intervalNanos) {
            write();
        }
        tellFailure();
    }

    private void tellFailure() throws IOException {
        IOException earlier = failure;
        failure = null;
        if (earlier != null) {
            throw earlier;
        }
    }

    @Override
    public Optional<EventFormat> format() {
        return Optional.of(format);
    }

    @Override
    public Optional<Arrivals> arrivals() {
        return Optional.of(new Arrivals(written, lost));
    }

    @Override
    public void close() throws IOException {
        try {
            write();
        } finally {
            file.close();
        }
        tellFailure();
    }
}
