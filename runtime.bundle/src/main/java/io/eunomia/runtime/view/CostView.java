package io.eunomia.runtime.view;

import io.eunomia.runtime.TrackerCost;

/** Shows what a tracker's programs cost; see {@link TrackerCost}. @param seconds the time that was measured */
public record CostView(double cpu, double runsPerSecond, double nanosPerRun, double seconds) {

    static CostView of(TrackerCost cost) {
        return new CostView(cost.cpu(), cost.runsPerSecond(), cost.nanosPerRun(), cost.over().toMillis() / 1000.0);
    }
}
