package io.eunomia.runtime.internal.symbol;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads files of others and waits for that no longer than a given time, because who serves a file system, such as a container by FUSE,
 * need never answer. What does not answer holds one thread, and is not asked again until it does. Any thread.
 */
final class BoundedReads implements AutoCloseable {
    private static final int THREADS = 3;

    private final Duration most;
    private final Set<Object> held = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor executor;

    BoundedReads(String name, Duration most) {
        this.most = most;
        executor = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Reads something.
     *
     * @param source which is not asked while it owes an answer
     * @throws IOException also when there is no answer in time
     */
    <T> T read(Object source, Callable<T> code) throws IOException {
        if (held.contains(source) || held.size() >= THREADS) {
            throw new IOException("an earlier read has not returned");
        }
        try {
            Future<T> answer = executor.submit(() -> {
                try {
                    return code.call();
                } finally {
                    held.remove(source);
                }
            });
            try {
                return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                held.add(source);
                if (answer.isDone()) {
                    held.remove(source);
                }
                answer.cancel(true);
                throw new IOException("there is no answer within " + most.toMillis() + " ms", e);
            }
        } catch (RejectedExecutionException e) {
            throw new IOException("the runtime ends", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
