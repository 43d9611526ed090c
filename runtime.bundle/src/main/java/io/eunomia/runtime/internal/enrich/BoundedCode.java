package io.eunomia.runtime.internal.enrich;

import io.eunomia.runtime.code.RunningCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls the code of a bundle that nobody knows, and waits for it no longer than a given time. A call that takes longer is
 * interrupted; until it returns no other one is made, so that it holds its first caller alone and one thread. Any thread.
 */
final class BoundedCode implements AutoCloseable {
    private final Duration most;
    private final ThreadPoolExecutor executor;
    private volatile Thread thread;
    /** The call that took too long, until it returns. */
    private volatile Call<?> overdue;

    /** A call, which knows whether it has returned. */
    private static final class Call<T> implements Callable<T> {
        private final Callable<T> code;
        private volatile boolean returned;

        Call(Callable<T> code) {
            this.code = code;
        }

        @Override
        public T call() throws Exception {
            try {
                return code.call();
            } finally {
                returned = true;
            }
        }
    }

    /** @param name of the thread, which lives while it is used */
    BoundedCode(String name, Duration most) {
        this.most = most;
        executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    /** Tells whether a call that took too long has not returned yet. */
    boolean isHeld() {
        Call<?> call = overdue;
        return call != null && !call.returned;
    }

    /**
     * Calls the code.
     *
     * @throws TimeoutException when it does not return in time, or an earlier call has not returned; says where it is
     * @throws ExecutionException when it throws
     */
    <T> T call(Callable<T> code) throws TimeoutException, ExecutionException {
        if (isHeld()) {
            throw new TimeoutException("it has not returned from an earlier call, and is at " + place());
        }
        Call<T> call = new Call<>(code);
        Future<T> future;
        try {
            future = executor.submit(call);
        } catch (RejectedExecutionException e) {
            throw new ExecutionException("its bundle has stopped", e);
        }
        try {
            return future.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String place = place();
            overdue = call;
            future.cancel(true);
            throw new TimeoutException("it does not return within " + most.toMillis() + " ms, and is at " + place);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new ExecutionException("the caller was interrupted", e);
        }
    }

    private String place() {
        Thread now = thread;
        return now == null ? "an unknown place" : RunningCode.outsideJdk(now).map(StackTraceElement::toString).orElse("an unknown place");
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
