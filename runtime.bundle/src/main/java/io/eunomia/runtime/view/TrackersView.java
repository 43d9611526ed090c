package io.eunomia.runtime.view;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerCost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows all trackers, by id. */
public record TrackersView(List<TrackerView> trackers) {

    public static TrackersView of(List<Tracker> trackers) {
        return of(trackers, List.of());
    }

    /** @param costs of those that run, in any order */
    public static TrackersView of(List<Tracker> trackers, List<TrackerCost> costs) {
        Map<Integer, TrackerCost> byId = costs.stream().collect(Collectors.toMap(TrackerCost::tracker, cost -> cost));
        return new TrackersView(trackers.stream().map(tracker -> TrackerView.of(tracker, Optional.ofNullable(byId.get(tracker.id()))))
                .toList());
    }
}
