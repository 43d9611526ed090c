package io.eunomia.runtime;

import io.eunomia.runtime.event.Subscription;

/**
 * A tracker that was started for somebody who follows it.
 *
 * @param events from the first one on; owned by the caller, and independent of the tracker's fate otherwise
 */
public record StartedTracker(Tracker tracker, Subscription events) {
}
