package io.eunomia.http.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads bodies within bounds of size and time. Of the large ones there is one at a time: a body lives on as decoded
 * object and as bundle until its request is answered, and the heap is small.
 */
final class BodyReader {
    private static final int PIECE = 1 << 14;
    /** What every request may have without waiting. */
    private static final int SMALL_BYTES = 1 << 20;
    private static final Duration MOST_TIME = Duration.ofSeconds(30);
    private static final Duration MOST_TIME_TO_DISCARD = Duration.ofSeconds(5);

    private final long limit;
    private final Semaphore large = new Semaphore(1, true);

    /** @param limit most bytes of a body */
    BodyReader(long limit) {
        this.limit = limit;
    }

    /** Bodies of one request. {@link #close} says that nothing of them is used any more. */
    final class Lease implements AutoCloseable {
        private boolean held;

        byte[] read(HttpServletRequest request) throws IOException {
            long announced = request.getContentLengthLong();
            if (announced > limit) {
                throw tooLarge(announced + " bytes");
            }
            if (!held && (announced < 0 || announced > SMALL_BYTES)) {
                acquire();
            }
            return announced < 0 ? readUnknown(request) : readKnown(request, (int) announced);
        }

        private void acquire() {
            try {
                held = large.tryAcquire(MOST_TIME.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!held) {
                throw new HttpProblem(503, "busy", "another large body is being worked on")
                        .hint("try again").header("Retry-After", "5");
            }
        }

        @Override
        public void close() {
            if (held) {
                held = false;
                large.release();
            }
        }
    }

    Lease lease() {
        return new Lease();
    }

    private static byte[] readKnown(HttpServletRequest request, int length) throws IOException {
        byte[] body = new byte[length];
        int filled = fill(request.getInputStream(), body, 0, deadline(MOST_TIME));
        if (filled < length) {
            throw new EOFException("the body ended after " + filled + " of " + length + " bytes");
        }
        return body;
    }

    private byte[] readUnknown(HttpServletRequest request) throws IOException {
        InputStream in = request.getInputStream();
        long deadline = deadline(MOST_TIME);
        byte[] body = new byte[PIECE];
        int filled = fill(in, body, 0, deadline);
        while (filled == body.length) {
            if (filled > limit) {
                throw tooLarge("more than " + limit + " bytes");
            }
            body = Arrays.copyOf(body, (int) Math.min(limit + 1, body.length * 2L));
            filled = fill(in, body, filled, deadline);
        }
        return Arrays.copyOf(body, filled);
    }

    /** @return number of bytes in {@code body} when it is full or the input has ended */
    private static int fill(InputStream in, byte[] body, int from, long deadline) throws IOException {
        int filled = from;
        while (filled < body.length) {
            int count = in.read(body, filled, body.length - filled);
            if (count < 0) {
                break;
            }
            filled += count;
            if (System.nanoTime() > deadline) {
                throw new HttpProblem(408, "too-slow", "the body did not come within " + MOST_TIME.toSeconds() + " s")
                        .header("Connection", "close");
            }
        }
        return filled;
    }

    private static long deadline(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private HttpProblem tooLarge(String size) {
        return new HttpProblem(413, "too-large", "the body has " + size)
                .hint("at most " + limit + " are taken; eunomia.limit.body_bytes raises that")
                .header("Connection", "close");
    }

    /**
     * Throws away what is still coming after an answer was sent. Without this the connection would be reset while
     * the client is still writing, and the client would lose the answer.
     */
    static void discard(HttpServletRequest request) {
        long deadline = deadline(MOST_TIME_TO_DISCARD);
        byte[] piece = new byte[PIECE];
        try {
            InputStream in = request.getInputStream();
            while (in.read(piece) >= 0 && System.nanoTime() < deadline) {
                // Nothing is kept.
            }
        } catch (IOException e) {
            // The client has gone, which is as good as having stopped sending.
        }
    }
}
