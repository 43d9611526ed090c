package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.event.Subscription;

/** A subscription whose events may still be lost after they were handed over: its subscriber confirms what arrived. */
public interface ConfirmedSubscription extends Subscription {

    /**
     * Makes an event that was handed over count as pending until {@link #confirm} has counted it. Events for which there is no
     * room wait in the kernel's ring from now on, until that is half full.
     */
    void confirmEach();

    /**
     * Counts events that arrived or were lost; called by the thread that polls.
     *
     * @param arrived more events that count as delivered
     * @param lost more events that count as dropped
     */
    void confirm(long arrived, long lost);
}
