package io.eunomia.runtime.view;

import io.eunomia.runtime.TrackerStats;
import java.util.List;

/** Shows the maps of a tracker alone. */
public record MapsView(List<TrackerStats.MapStats> maps) {

    public static MapsView of(StatsView stats) {
        return new MapsView(stats.maps());
    }
}
