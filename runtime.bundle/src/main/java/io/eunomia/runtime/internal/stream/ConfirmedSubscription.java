package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.event.Subscription;

/** A subscription whose events may still be lost after they were handed over: its subscriber says what arrived. */
public interface ConfirmedSubscription extends Subscription {

    /** From now on an event that was handed over is pending until {@link #confirm} has counted it. */
    void confirmEach();

    /**
     * To be called by the thread that polls.
     *
     * @param arrived more events that count as delivered
     * @param lost more events that count as dropped
     */
    void confirm(long arrived, long lost);
}
