package io.eunomia.runtime.control;

import io.eunomia.runtime.view.TrackerView;
import java.util.Optional;

/**
 * A tracker that was started for somebody who follows it.
 *
 * @param tracker empty when the answer is its events alone
 * @param events from the first one on; owned by the caller
 */
public record FollowedTracker<F extends EventFlow>(Optional<TrackerView> tracker, F events) {
}
