package io.eunomia.runtime;

import io.eunomia.runtime.event.Subscription;

/**
 * A tracker that was started for somebody who follows it.
 *
 * @param events from the first one on; owned by the caller, and what happens to the tracker does not close it
 */
public record StartedTracker(Tracker tracker, Subscription events) {
}
