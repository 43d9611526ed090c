package io.eunomia.launcher.internal.embed;

import java.util.concurrent.Flow;

/** What one subscriber has requested, and whether it goes on. Any thread. */
final class Demand {
    private long open;
    private boolean ending;
    private boolean cancelled;
    private Throwable failure;

    synchronized void add(long items) {
        open = open + items < 0 ? Long.MAX_VALUE : open + items;
        notifyAll();
    }

    /** Counts an item that is about to be handed over. */
    synchronized void take() {
        if (open != Long.MAX_VALUE) {
            open--;
        }
    }

    synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }

    /** Keeps the first failure, which is the one that the subscriber is told. */
    synchronized void fail(Throwable why) {
        failure = failure == null ? why : failure;
        notifyAll();
    }

    /** Lets a subscriber that requests nothing not be waited for any more. */
    synchronized void end() {
        ending = true;
        notifyAll();
    }

    synchronized boolean isOpen() {
        return open > 0;
    }

    synchronized boolean isEnding() {
        return ending;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Tells whether the subscriber gets nothing more. */
    synchronized boolean isOver() {
        return cancelled || failure != null || open == 0 && ending;
    }

    /** Waits until something is requested, nothing more will be handed over, or the time is over. */
    synchronized void await(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; open == 0 && !isOver() && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** Tells the subscriber, unless it has cancelled, once that nothing more comes. */
    void complete(Flow.Subscriber<?> subscriber) {
        Throwable why;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            why = failure;
        }
        if (why == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(why);
        }
    }

    /** What a request for nothing is answered with. */
    static IllegalArgumentException refused(long items) {
        return new IllegalArgumentException("request(" + items + "): at least one has to be asked for");
    }
}
