package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.export.Export.Arrivals;
import java.io.IOException;
import java.time.Duration;

/**
 * Collects lines for a rotating file. A disk that is full or broken costs the lines of the failed write, which {@link #flush}
 * reports; the next write tries again. Confined to one thread.
 */
final class FileLines {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String owner;
    private final String what;
    private final RotatingFile file;
    private final long intervalNanos;
    private final Utf8Sink buffer = new Utf8Sink(BUFFER_BYTES);
    private IOException failure;
    private long lastWrite = System.nanoTime();
    private int waiting;
    private long written;
    private long lost;

    /** @param owner for messages @param what is lost when a write fails, in the plural @param interval from one write to the next */
    FileLines(String owner, String what, RotatingFile file, Duration interval) {
        this.owner = owner;
        this.what = what;
        this.file = file;
        this.intervalNanos = interval.toNanos();
    }

    /** Where lines are written to. */
    Utf8Sink sink() {
        return buffer;
    }

    /** Tells whether the next line is the first of a file, which then gets its titles. */
    boolean isFirst() {
        return file.empty() && buffer.length() == 0;
    }

    /**
     * Changes to the next file when this one cannot take what was written to the sink since {@code start}, and drops that: it is
     * to be written again.
     */
    boolean moved(int start) {
        if (!file.full(start, buffer.length() - start)) {
            return false;
        }
        buffer.truncate(start);
        attempt(() -> {
            write();
            file.rotate();
        });
        return true;
    }

    /** Ends what was written to the sink. @param counted how many events or readings it is */
    void added(int counted) {
        waiting += counted;
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
        int held = waiting;
        waiting = 0;
        lastWrite = System.nanoTime();
        if (buffer.length() == 0) {
            return;
        }
        try {
            file.open();
            file.write(buffer.array(), buffer.length());
            written += held;
        } catch (IOException e) {
            lost += held;
            file.close();
            throw new IOException(owner + ": cannot write " + file.path() + ": " + reason(e) + "; " + lost + ' ' + what + " lost so far", e);
        } finally {
            buffer.clear();
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Writes what waits, if the interval is over. @throws IOException when that failed, or a write since the last call did */
    void flush() throws IOException {
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

    Arrivals arrivals() {
        return new Arrivals(written, lost);
    }

    void close() throws IOException {
        try {
            write();
        } finally {
            file.close();
        }
        tellFailure();
    }
}
