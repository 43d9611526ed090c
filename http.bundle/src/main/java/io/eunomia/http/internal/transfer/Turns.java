package io.eunomia.http.internal.transfer;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads bodies that arrive faster than they are read: one thread gives each of them a turn, in the order in which they ask.
 * Meanwhile the container's threads are free for other requests, and a client that floods gets no more of that thread than
 * every other body.
 */
public final class Turns implements AutoCloseable {
    private static final int SECONDS_KEPT = 5;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, SECONDS_KEPT, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), task -> {
                Thread made = new Thread(task, "eunomia-http-bodies");
                made.setDaemon(true);
                return made;
            });

    public Turns() {
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * @param turn must neither block nor take long
     * @throws RejectedExecutionException when this is closed
     */
    void next(Runnable turn) {
        thread.execute(turn);
    }

    /** Drops the waiting turns. */
    @Override
    public void close() {
        thread.shutdown();
        thread.getQueue().clear();
    }
}
