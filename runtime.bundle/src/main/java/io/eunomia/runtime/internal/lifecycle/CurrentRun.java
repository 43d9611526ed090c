package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.NotAttached;
import io.eunomia.runtime.TrackerStats;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.internal.engine.ActiveTracker;
import io.eunomia.runtime.internal.engine.RunEnd;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.util.List;
import java.util.Optional;

/** The run of a tracker, if it runs, and the end of the run before: what subscribers and readers of counts see. Any thread. */
final class CurrentRun {
    private final TrackerHub hub;
    private volatile ActiveTracker active;
    private volatile RunEnd ending;

    /** @param hub where the tracker's streams are followed, over all its runs */
    CurrentRun(TrackerHub hub) {
        this.hub = hub;
    }

    TrackerHub hub() {
        return hub;
    }

    /** Returns what runs in the kernel; null when nothing runs. */
    ActiveTracker active() {
        return active;
    }

    void begin(ActiveTracker running) {
        active = running;
    }

    /**
     * Ends the run, if there is one.
     *
     * @param drained called when the last event was read
     */
    void end(Notice.Ended last, Runnable drained) {
        ActiveTracker stopping = active;
        if (stopping == null) {
            drained.run();
            return;
        }
        ending = stopping.end(last, drained);
        active = null;
    }

    /**
     * Ends the reading of a run that stays in the kernel.
     *
     * @param drained called when no more events come
     */
    void leave(Notice.Ended last, Runnable drained) {
        ending = active.leave(last, drained);
        active = null;
    }

    /** Returns the end of the last run, if there was one. */
    Optional<RunEnd> ending() {
        return Optional.ofNullable(ending);
    }

    List<EventSchema> streams() {
        return active == null ? List.of() : hub.streams();
    }

    List<NotAttached> notAttached() {
        ActiveTracker running = active;
        return running == null ? List.of() : running.notAttached();
    }

    List<String> onDemand() {
        ActiveTracker running = active;
        return running == null ? List.of() : running.onDemand();
    }

    /** Waits until those who subscribe now get the events of the present version, or all is told of the last run's end. */
    void awaitShown() {
        ActiveTracker running = active;
        if (running != null) {
            running.awaitShown();
        } else {
            ending().ifPresent(RunEnd::awaitDrained);
        }
    }

    TrackerStats stats() {
        ActiveTracker running = active;
        if (running != null) {
            running.checkLosses();
            return new TrackerStats(hub.streamLedgers(), hub.subscriberLedgers(), running.programs(), running.maps(),
                    running.notAttached(), hub.enrichmentLedgers());
        }
        Optional<RunEnd.Last> last = ending().map(RunEnd::awaitDrained);
        return new TrackerStats(hub.streamLedgers(), hub.subscriberLedgers(),
                last.map(RunEnd.Last::programs).orElse(List.of()), last.map(RunEnd.Last::maps).orElse(List.of()), List.of(),
                hub.enrichmentLedgers());
    }
}
