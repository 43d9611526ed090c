package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** The trackers that are installed, by id. Any thread. */
final class TrackerRegistry {
    private final ConcurrentSkipListMap<Integer, TrackerBundle> trackers = new ConcurrentSkipListMap<>();

    List<Tracker> all() {
        return List.copyOf(trackers.values());
    }

    void add(TrackerBundle tracker) {
        trackers.put(tracker.id(), tracker);
    }

    void remove(TrackerBundle tracker) {
        trackers.remove(tracker.id());
    }

    TrackerBundle get(int id) {
        TrackerBundle tracker = trackers.get(id);
        if (tracker == null) {
            String ids = trackers.values().stream().map(t -> t.id() + " (" + t.name() + ')')
                    .collect(Collectors.joining(", "));
            throw new TrackerException(Failure.of(FailureKind.NOT_FOUND, "there is no tracker " + id,
                    ids.isEmpty() ? "none is installed" : "there is " + ids));
        }
        return tracker;
    }

    Optional<TrackerBundle> find(String name) {
        return trackers.values().stream().filter(tracker -> tracker.name().equals(name)).findFirst();
    }
}
