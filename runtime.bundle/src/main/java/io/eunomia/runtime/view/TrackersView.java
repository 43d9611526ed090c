package io.eunomia.runtime.view;

import io.eunomia.runtime.Tracker;
import java.util.List;

/** Shows all trackers, by id. */
public record TrackersView(List<TrackerView> trackers) {

    public static TrackersView of(List<Tracker> trackers) {
        return new TrackersView(trackers.stream().map(TrackerView::of).toList());
    }
}
