package io.eunomia.runtime;

import java.time.Duration;

/**
 * What a tracker's programs cost the processes in which they run, over the last moments. What the daemon does with their
 * events is not in it.
 *
 * @param tracker id of the tracker
 * @param cpu share of one CPU: 0.01 is a hundredth of one, of however many there are
 * @param runsPerSecond how often programs ran
 * @param nanosPerRun how long a run took on average; 0 when none ran
 * @param over the time that was measured
 */
public record TrackerCost(int tracker, double cpu, double runsPerSecond, double nanosPerRun, Duration over) {
}
