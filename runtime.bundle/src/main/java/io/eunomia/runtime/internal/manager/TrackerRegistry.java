package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;

/** Holds the installed trackers by id. Any thread. */
final class TrackerRegistry {
    private final ConcurrentSkipListMap<Integer, TrackerLifecycle> trackers = new ConcurrentSkipListMap<>();

    List<Tracker> all() {
        return trackers.values().stream().<Tracker>map(TrackerLifecycle::tracker).toList();
    }

    /** Returns all lifecycles in the order of their trackers' ids. */
    List<TrackerLifecycle> lifecycles() {
        return List.copyOf(trackers.values());
    }

    void add(TrackerLifecycle lifecycle) {
        trackers.put(lifecycle.tracker().id(), lifecycle);
    }

    void remove(TrackerLifecycle lifecycle) {
        trackers.remove(lifecycle.tracker().id());
    }

    TrackerBundle get(int id) {
        return lifecycle(id).tracker();
    }

    TrackerLifecycle lifecycle(int id) {
        TrackerLifecycle lifecycle = trackers.get(id);
        if (lifecycle == null) {
            String ids = all().stream().map(t -> t.id() + " (" + t.name() + ')')
                    .collect(Collectors.joining(", "));
            throw new TrackerException(Failure.of(FailureKind.NOT_FOUND, "there is no tracker " + id,
                    ids.isEmpty() ? "none is installed" : "there is " + ids));
        }
        return lifecycle;
    }

    Optional<TrackerBundle> find(Bundle bundle) {
        return trackers.values().stream().map(TrackerLifecycle::tracker).filter(tracker -> tracker.bundle() == bundle)
                .findFirst();
    }

    Optional<TrackerBundle> find(String name) {
        return trackers.values().stream().map(TrackerLifecycle::tracker).filter(tracker -> tracker.name().equals(name)).findFirst();
    }
}
