package io.eunomia.http.internal.transfer;

import io.eunomia.http.internal.HttpProblem;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the handlers of requests on threads of its own, apart from the container's. Actions wait for one another and for the
 * kernel, so requests that only read have separate threads. Large bodies are worked on one at a time, because each lives on
 * as a decoded object and as a bundle until its request is answered, and the heap is small.
 */
public final class Workers implements AutoCloseable {
    private static final int READING = 8;
    private static final int ACTING = 24;
    private static final int FOLLOWING = 4;
    private static final int WAITING = 1024;
    private static final int LARGE_WAITING = 8;
    private static final int SECONDS_KEPT = 5;

    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor reading = executor(READING, WAITING);
    private final ThreadPoolExecutor acting = executor(ACTING, WAITING);
    private final ThreadPoolExecutor following = executor(FOLLOWING, WAITING);
    private final ThreadPoolExecutor large = executor(1, LARGE_WAITING);

    /** The kind of a task, which decides what other tasks it may keep waiting. */
    public enum Kind {
        READ, ACTION,
        /** Begins a stream of a tracker's events; the task waits for the thread that reads them. */
        FOLLOW,
        /** Runs an action that holds a large body. */
        LARGE
    }

    private ThreadPoolExecutor executor(int threads, int waiting) {
        ThreadPoolExecutor made = new ThreadPoolExecutor(threads, threads, SECONDS_KEPT, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, "eunomia-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        made.allowCoreThreadTimeOut(true);
        return made;
    }

    /** @throws HttpProblem when too many tasks wait already */
    public void execute(Kind kind, Runnable task) {
        ThreadPoolExecutor executor = switch (kind) {
            case READ -> reading;
            case ACTION -> acting;
            case FOLLOW -> following;
            case LARGE -> large;
        };
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            throw new HttpProblem(503, "busy", kind == Kind.LARGE ? "other large bodies are being worked on"
                    : "there are " + WAITING + " requests waiting already")
                    .hint("try again in some seconds").header("Retry-After", "5");
        }
    }

    /** Drops waiting tasks, and lets running ones end by themselves. */
    @Override
    public void close() {
        for (ThreadPoolExecutor one : List.of(reading, acting, following, large)) {
            one.shutdown();
            one.getQueue().clear();
        }
    }
}
