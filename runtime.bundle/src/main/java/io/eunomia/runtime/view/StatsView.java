package io.eunomia.runtime.view;

import io.eunomia.runtime.TrackerCost;
import io.eunomia.runtime.TrackerStats;
import java.util.List;
import java.util.Optional;

/** Shows a tracker's counters; see {@link TrackerStats} for the members. */
public record StatsView(List<TrackerStats.StreamLedger> streams, List<TrackerStats.SubscriberLedger> subscribers,
        List<TrackerStats.ProgramStats> programs, List<TrackerStats.MapStats> maps,
        List<TrackerView.NotAttachedView> notAttached, List<TrackerStats.EnrichmentLedger> enrichments,
        Optional<CostView> cost) {

    public static StatsView of(TrackerStats stats) {
        return of(stats, Optional.empty());
    }

    /** @param cost of the tracker's programs, if it was asked for */
    public static StatsView of(TrackerStats stats, Optional<TrackerCost> cost) {
        return new StatsView(stats.streams(), stats.subscribers(), stats.programs(), stats.maps(),
                TrackerView.NotAttachedView.of(stats.notAttached()), stats.enrichments(), cost.map(CostView::of));
    }
}
