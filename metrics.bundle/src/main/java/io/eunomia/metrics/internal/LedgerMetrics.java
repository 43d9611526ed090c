package io.eunomia.metrics.internal;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.TrackerStats;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What became of each tracker's events, by the ledgers that {@code eunomia stats} shows. */
final class LedgerMetrics {
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    private LedgerMetrics() {
    }

    static void states(List<Tracker> trackers, Families to) {
        Arrays.stream(TrackerState.values()).forEach(state -> to.gauge("eunomia_trackers", "Trackers by their state",
                trackers.stream().filter(tracker -> tracker.state() == state).count(), "state", state.name().toLowerCase(Locale.ROOT)));
    }

    static void add(Tracker tracker, TrackerStats stats, Families to) {
        String name = tracker.name();
        to.gauge("eunomia_tracker_running", "1 for a tracker that runs", tracker.state() == TrackerState.RUNNING ? 1 : 0,
                "tracker", name, "version", tracker.version());
        to.gauge("eunomia_tracker_state_time_seconds", "When a tracker entered its state, in seconds since 1970",
                tracker.since().toEpochMilli() / 1e3, "tracker", name);
        for (TrackerStats.StreamLedger stream : stats.streams()) {
            String[] labels = {"tracker", name, "stream", stream.stream()};
            to.counter("eunomia_events_read", "Records read", stream.read(), labels);
            to.counter("eunomia_events_undecodable", "Records too short for their type", stream.undecodable(), labels);
            // A program that keeps no count of what its ring refused has no such point: zero would not be true.
            stream.kernelLost().ifPresent(lost -> to.counter("eunomia_events_lost", "Records that the kernel side had no room for", lost, labels));
            if (stream.capacityBytes() > 0) {
                to.gauge("eunomia_ring_highest_fill_ratio", "The highest share of the ring that was seen unread",
                        (double) stream.highestFillBytes() / stream.capacityBytes(), labels);
            }
        }
        for (TrackerStats.SubscriberLedger subscriber : stats.subscribers()) {
            // A client has another port each time it comes.
            String[] labels = {"tracker", name, "subscriber", PORT.matcher(subscriber.name()).replaceFirst("")};
            to.counter("eunomia_subscriber_events_offered", "Events that passed a subscriber's filter", subscriber.offered(), labels);
            to.counter("eunomia_subscriber_events_delivered", "Events that a subscriber got", subscriber.delivered(), labels);
            to.counter("eunomia_subscriber_events_dropped", "Events that a subscriber had no room for", subscriber.dropped(), labels);
            to.gauge("eunomia_subscriber_events_pending", "Events that wait for a subscriber", subscriber.pending(), labels);
        }
    }
}
