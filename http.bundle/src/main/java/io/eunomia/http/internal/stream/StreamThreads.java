package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.HttpProblem;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs each stream on a thread of its own, up to a bound: a slow client holds its own thread and nobody else's. */
public final class StreamThreads implements AutoCloseable {
    private static final int SECONDS_KEPT = 5;
    /** A client that takes longer misses events; one that reads nothing must not keep the process for long. */
    private static final int SECONDS_TO_END = 5;
    private static final int STACK_BYTES = 256 << 10;

    private final Semaphore free;
    private final int most;
    private final AtomicInteger number = new AtomicInteger();
    private final Set<EventStream> running = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor executor;

    public StreamThreads(int most) {
        this.most = most;
        free = new Semaphore(most);
        executor = new ThreadPoolExecutor(0, Integer.MAX_VALUE, SECONDS_KEPT, TimeUnit.SECONDS,
                new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(null, task, "eunomia-http-stream-" + number.incrementAndGet(),
                            STACK_BYTES);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Reserves a place for a stream; to be called before the stream subscribes, because a subscription takes a buffer.
     *
     * @throws HttpProblem when there are too many
     */
    public void reserve() {
        if (!free.tryAcquire()) {
            throw new HttpProblem(503, "too-many-streams", "there are " + most + " event streams already")
                    .hint("end one, or raise eunomia.limit.streams").header("Retry-After", "5");
        }
    }

    /** Gives back a reserved place for which no stream was started. */
    public void release() {
        free.release();
    }

    /**
     * Answers the stream's request and runs it, in the place that was reserved for it.
     *
     * @throws HttpProblem when the server stops; the stream was not begun then, and its place is still reserved
     */
    public void start(EventStream stream, String mediaType) {
        running.add(stream);
        try {
            stream.begin(mediaType);
            executor.execute(() -> run(stream));
        } catch (Error e) {
            // For instance, there is no memory for another thread.
            running.remove(stream);
            throw e;
        } catch (RuntimeException e) {
            running.remove(stream);
            throw e instanceof RejectedExecutionException
                    ? new HttpProblem(503, "stopping", "the server is stopping").header("Retry-After", "1") : e;
        }
    }

    private void run(EventStream stream) {
        try {
            stream.run();
        } finally {
            running.remove(stream);
            free.release();
        }
    }

    /** Ends all streams, and waits a little until clients have what their trackers' ends have left them and have been told. */
    @Override
    public void close() {
        executor.shutdown();
        running.forEach(EventStream::end);
        try {
            if (!executor.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
