package io.eunomia.http.internal.transfer;

import io.eunomia.http.internal.HttpProblem;
import java.time.Duration;

/**
 * Bounds the heap that bodies take, the time that they take to arrive, and how many arrive at once. A body counts with the
 * bytes that have arrived, from its first byte until its request has been answered: a client that announces much and sends
 * nothing takes no room from others. Small bodies have an allotment of their own, so that large ones never keep them out.
 * Any thread.
 */
public final class BodyBudget {
    /** The largest size of a small body, in bytes. */
    public static final int SMALL_BYTES = 1 << 20;
    private static final int LARGE_AT_ONE_TIME = 2;

    private final long largestBody;
    private final int mostUploads;
    private final Duration mostTime;
    private long smallLeft;
    private long largeLeft;
    private int uploads;

    /**
     * @param largestBody largest size of one body, in bytes
     * @param mostUploads largest number of bodies that arrive at one time
     * @param mostTime longest time that a body may take to arrive, however much of it has arrived
     */
    public BodyBudget(long largestBody, int mostUploads, Duration mostTime) {
        this.largestBody = largestBody;
        this.mostUploads = mostUploads;
        this.mostTime = mostTime;
        smallLeft = Math.max(largestBody, 16L * SMALL_BYTES);
        largeLeft = largestBody * LARGE_AT_ONE_TIME;
    }

    long largestBody() {
        return largestBody;
    }

    Duration mostTime() {
        return mostTime;
    }

    /** @throws HttpProblem when too many bodies are arriving */
    synchronized Share share() {
        if (uploads >= mostUploads) {
            throw busy("there are " + mostUploads + " uploads already");
        }
        uploads++;
        return new Share();
    }

    private static HttpProblem busy(String why) {
        return new HttpProblem(503, "busy", why).hint("try again in some seconds").header("Retry-After", "5");
    }

    /** The part of the budget that one body takes. */
    public final class Share implements AutoCloseable {
        private long small;
        private long large;
        private boolean arriving = true;
        private boolean closed;

        /** @throws HttpProblem when all of the heap that bodies may take is in use */
        void grow(long bytes) {
            synchronized (BodyBudget.this) {
                if (closed) {
                    // The deadline has refused the body while it was being read.
                    return;
                }
                boolean isLarge = large > 0 || small + bytes > SMALL_BYTES;
                if (bytes > (isLarge ? largeLeft : smallLeft)) {
                    throw busy("other bodies are being worked on");
                }
                if (isLarge) {
                    large += bytes;
                    largeLeft -= bytes;
                } else {
                    small += bytes;
                    smallLeft -= bytes;
                }
            }
        }

        /** Tells whether the body is so large that no other is worked on at the same time. */
        public boolean isLarge() {
            synchronized (BodyBudget.this) {
                return large > 0;
            }
        }

        /** Notes that the body has arrived; from now on it is worked on. */
        void arrived() {
            synchronized (BodyBudget.this) {
                if (arriving) {
                    arriving = false;
                    uploads--;
                }
            }
        }

        /** Gives the body's part back, because the body is not used any more. */
        @Override
        public void close() {
            synchronized (BodyBudget.this) {
                arrived();
                closed = true;
                smallLeft += small;
                largeLeft += large;
                small = 0;
                large = 0;
            }
        }
    }
}
