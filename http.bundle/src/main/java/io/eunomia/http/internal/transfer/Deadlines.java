package io.eunomia.http.internal.transfer;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs short tasks when their time has come, on one thread of its own. A client that sends nothing makes no call return,
 * so that what ends it has to come from somewhere else.
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

    /** @param task must not block; is run at once when this is closed already */
    public Future<?> after(Duration time, Runnable task) {
        try {
            return timer.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            task.run();
            return java.util.concurrent.CompletableFuture.completedFuture(null);
        }
    }

    /** What was still to come is dropped. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
