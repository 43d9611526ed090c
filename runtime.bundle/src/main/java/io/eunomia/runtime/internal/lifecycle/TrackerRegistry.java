package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.internal.code.TrackerBundles;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;

/** Holds the installed trackers by id. Any thread. */
public final class TrackerRegistry implements TrackerBundles {
    private final ConcurrentSkipListMap<Integer, TrackerLifecycle> trackers = new ConcurrentSkipListMap<>();

    public List<Tracker> all() {
        return trackers.values().stream().<Tracker>map(TrackerLifecycle::tracker).toList();
    }

    /** Returns all lifecycles in the order of their trackers' ids. */
    public List<TrackerLifecycle> lifecycles() {
        return List.copyOf(trackers.values());
    }

    void add(TrackerLifecycle lifecycle) {
        trackers.put(lifecycle.tracker().id(), lifecycle);
    }

    void remove(TrackerLifecycle lifecycle) {
        trackers.remove(lifecycle.tracker().id());
    }

    public TrackerBundle get(int id) {
        return lifecycle(id).tracker();
    }

    public TrackerLifecycle lifecycle(int id) {
        TrackerLifecycle lifecycle = trackers.get(id);
        if (lifecycle == null) {
            String ids = all().stream().map(t -> t.id() + " (" + t.name() + ')')
                    .collect(Collectors.joining(", "));
            throw new TrackerException(Failure.of(FailureKind.NOT_FOUND, "there is no tracker " + id,
                    ids.isEmpty() ? "none is installed" : "there is " + ids));
        }
        return lifecycle;
    }

    @Override
    public List<Bundle> bundles() {
        return trackers.values().stream().map(one -> one.tracker().bundle()).toList();
    }

    @Override
    public Optional<String> name(Bundle bundle) {
        return find(bundle).map(TrackerBundle::name);
    }

    @Override
    public boolean isRunning(Bundle bundle) {
        return find(bundle).filter(tracker -> tracker.state() == TrackerState.RUNNING).isPresent();
    }

    @Override
    public void fail(Bundle bundle, Failure failure) {
        find(bundle).ifPresent(tracker -> tracker.fail(failure));
    }

    public Optional<TrackerBundle> find(Bundle bundle) {
        return trackers.values().stream().map(TrackerLifecycle::tracker).filter(tracker -> tracker.bundle() == bundle)
                .findFirst();
    }

    public Optional<TrackerBundle> find(String name) {
        return trackers.values().stream().map(TrackerLifecycle::tracker).filter(tracker -> tracker.name().equals(name)).findFirst();
    }
}
