package io.eunomia.runtime.view;

import io.eunomia.runtime.TrackerStats;
import java.util.List;

/** Shows a tracker's counters; see {@link TrackerStats} for the members. */
public record StatsView(List<TrackerStats.StreamLedger> streams, List<TrackerStats.SubscriberLedger> subscribers,
        List<TrackerStats.ProgramStats> programs, List<TrackerStats.MapStats> maps,
        List<TrackerView.NotAttachedView> notAttached, List<TrackerStats.EnrichmentLedger> enrichments) {

    public static StatsView of(TrackerStats stats) {
        return new StatsView(stats.streams(), stats.subscribers(), stats.programs(), stats.maps(),
                TrackerView.NotAttachedView.of(stats.notAttached()), stats.enrichments());
    }
}
