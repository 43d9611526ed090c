package io.eunomia.http.internal.transfer;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs short tasks when their time has come, on one thread of its own. No call returns while a client sends nothing, so it
 * takes another thread to end such a request.
 */
public final class Deadlines implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "eunomia-http-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    public Deadlines() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(5, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** @param task must not block; runs at once when this is closed already */
    public Future<?> after(Duration time, Runnable task) {
        try {
            return timer.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            task.run();
            return java.util.concurrent.CompletableFuture.completedFuture(null);
        }
    }

    /** Drops the tasks whose time has not come. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
