package io.eunomia.http.internal;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.Removal;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartedTracker;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerCost;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateOptions;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Keeps what it was asked for. */
final class FakeManager implements TrackerManager {
    final List<FakeTracker> trackers = new CopyOnWriteArrayList<>(
            List.of(new FakeTracker(1, "process"), new FakeTracker(2, "files")));
    volatile PackageSource lastSource;
    KernelSource lastKernel;
    volatile StartOptions lastOptions;
    volatile UpdateOptions lastUpdate;
    volatile String lastRollback;
    /** What a removal answers, by whether pins were to go. */
    volatile Function<Boolean, Removal> removal = pins -> Removal.withoutPins();
    /** When set, every action fails with it. */
    volatile Failure failure;

    @Override
    public List<Tracker> trackers() {
        return List.copyOf(trackers);
    }

    @Override
    public FakeTracker tracker(int id) {
        fail();
        return trackers.stream().filter(tracker -> tracker.id() == id).findFirst().orElseThrow(
                () -> new TrackerException(Failure.of(FailureKind.NOT_FOUND, "there is no tracker " + id, "1, 2")));
    }

    @Override
    public List<TrackerCost> costs() {
        return List.of(new TrackerCost(1, 0.25, 1000, 250_000, Duration.ofMillis(100)));
    }

    @Override
    public Optional<Tracker> find(String name) {
        return trackers.stream().filter(tracker -> tracker.name().equals(name)).map(Tracker.class::cast).findFirst();
    }

    @Override
    public Tracker start(PackageSource source, StartOptions options) {
        lastSource = source;
        lastOptions = options;
        fail();
        FakeTracker tracker = new FakeTracker(trackers.size() + 1, "hotupdate");
        trackers.add(tracker);
        return tracker;
    }

    @Override
    public StartedTracker start(PackageSource source, StartOptions options, SubscriptionOptions first) {
        FakeTracker tracker = (FakeTracker) start(source, options);
        return new StartedTracker(tracker, tracker.subscribe(first));
    }

    @Override
    public StartedTracker start(int id, Optional<StartOptions> options, SubscriptionOptions first) {
        Tracker tracker = options.isPresent() ? start(id, options.get()) : start(id);
        return new StartedTracker(tracker, tracker.subscribe(first));
    }

    @Override
    public Tracker start(int id) {
        FakeTracker tracker = tracker(id);
        tracker.state = TrackerState.RUNNING;
        return tracker;
    }

    @Override
    public Tracker start(int id, StartOptions options) {
        lastOptions = options;
        return start(id);
    }

    @Override
    public Tracker stop(int id) {
        FakeTracker tracker = tracker(id);
        tracker.state = TrackerState.STOPPED;
        return tracker;
    }

    @Override
    public Removal remove(int id, boolean pins) {
        fail();
        trackers.remove(tracker(id));
        return removal.apply(pins);
    }

    @Override
    public UpdateReceipt update(int id, PackageSource source, UpdateOptions how) {
        fail();
        lastUpdate = how;
        lastSource = source;
        lastOptions = how.options().orElse(StartOptions.none());
        UpdateReceipt receipt = new UpdateReceipt(Instant.EPOCH, "1.0.0", "1.1.0", UpdateReceipt.Mode.SLOT, 2_000_000,
                70_000, 0, OptionalLong.of(0), List.of("counts"), List.of("on_y"), List.of());
        tracker(id).updates.add(receipt);
        return receipt;
    }

    @Override
    public UpdateReceipt rollback(int id, String digest, UpdateOptions how) {
        lastRollback = digest;
        return update(id, null, how);
    }

    @Override
    public Plan plan(PackageSource source, StartOptions options, KernelSource kernel) {
        Plan here = plan(source, options);
        lastKernel = kernel;
        return new Plan(here.name(), here.version(), here.format(), here.runnable(), here.programs(), here.maps(),
                here.streams(), here.arguments(), here.warnings(), here.obstacles(), "Linux 6.1",
                List.of(new Plan.PlannedRelocation("on_open", 3, "opens.bpf.c:12", "byte_off", "struct file.f_x", "missing", 0,
                        true, "struct file has no member \"f_x\"")));
    }

    @Override
    public Plan plan(int id) {
        return plan(null, tracker(id).options());
    }

    @Override
    public Plan plan(PackageSource source, StartOptions options) {
        lastSource = source;
        lastOptions = options;
        fail();
        return new Plan("opens", "1.0", "object", false,
                List.of(new Plan.PlannedProgram("on_open", "kprobe/do_sys_open", "kprobe", "do_sys_open", false, 12,
                        "this kernel has no kprobes")),
                List.of(new Plan.PlannedMap("rb", "ringbuf", 0, 0, 4096, 8192)),
                List.of(new Plan.PlannedStream("rb", "rb", "event", List.of("pid"), "")), Map.of(), List.of("w"),
                List.of(Failure.of(FailureKind.UNSUPPORTED, "no kprobes", "boot another kernel")), "", List.of());
    }

    private void fail() {
        if (failure != null) {
            throw new TrackerException(failure);
        }
    }
}
