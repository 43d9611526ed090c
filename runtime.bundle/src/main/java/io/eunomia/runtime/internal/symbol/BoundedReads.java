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
    private final boolean interrupts;
    private final Set<Object> held = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor executor;

    /** @param interrupts whether a read that nobody waits for any longer is interrupted @param name of its threads */
    BoundedReads(String name, Duration most, boolean interrupts) {
        this.most = most;
        this.interrupts = interrupts;
        executor = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    /** A read, which knows whether it goes on. */
    private final class Read<T> implements Callable<T> {
        private final Object source;
        private final Callable<T> code;
        private boolean begun;
        private boolean ended;

        Read(Object source, Callable<T> code) {
            this.source = source;
            this.code = code;
        }

        @Override
        public T call() throws Exception {
            synchronized (this) {
                begun = true;
            }
            try {
                return code.call();
            } finally {
                synchronized (this) {
                    ended = true;
                    held.remove(source);
                }
            }
        }

        /** Notes that nobody waits for it any longer. What was not begun will not be. */
        synchronized void leave() {
            if (begun && !ended) {
                held.add(source);
            }
        }
    }

    /**
     * Reads something.
     *
     * @param source which is not asked while it owes an answer
     * @throws StillReading when there is no answer in time, or one is owed
     * @throws IOException when the read fails
     */
    <T> T read(Object source, Callable<T> code) throws IOException {
        if (held.contains(source) || held.size() >= THREADS) {
            throw new StillReading("an earlier read has not returned");
        }
        Read<T> read = new Read<>(source, code);
        try {
            Future<T> answer = executor.submit(read);
            try {
                return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                read.leave();
                if (interrupts) {
                    answer.cancel(true);
                }
                throw new StillReading("there is no answer within " + most.toMillis() + " ms");
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

    /** Reports that there is no answer yet. */
    static final class StillReading extends IOException {
        private static final long serialVersionUID = 1L;

        StillReading(String message) {
            super(message);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
