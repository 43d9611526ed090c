package io.eunomia.http.internal;

import io.eunomia.runtime.FailedUpdate;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.NotAttached;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.TrackerStats;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** Has one stream, whose events are numbers. */
final class FakeTracker implements Tracker {
    final List<FakeSubscription> subscriptions = new CopyOnWriteArrayList<>();
    final List<UpdateReceipt> updates = new CopyOnWriteArrayList<>();
    volatile TrackerState state = TrackerState.RUNNING;
    volatile SubscriptionOptions lastSubscription;
    volatile StartOptions options = StartOptions.none();
    private final int id;
    private final String name;

    FakeTracker(int id, String name) {
        this.id = id;
        this.name = name;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return "1.0.0";
    }

    @Override
    public String description() {
        return "made up";
    }

    @Override
    public Origin origin() {
        return Origin.builtIn(name());
    }

    @Override
    public String declared() {
        return "";
    }

    @Override
    public List<KeptPackage> history() {
        return List.of(new KeptPackage("ab".repeat(32), "1.0.0", Instant.EPOCH, 1234),
                new KeptPackage("cd".repeat(32), "0.9.0", Instant.EPOCH, 1200));
    }

    @Override
    public String source() {
        return "test";
    }

    @Override
    public long bundleId() {
        return 40L + id;
    }

    @Override
    public TrackerState state() {
        return state;
    }

    @Override
    public Instant since() {
        return Instant.EPOCH;
    }

    @Override
    public Optional<Failure> failure() {
        return state == TrackerState.FAILED
                ? Optional.of(Failure.of(FailureKind.NO_TARGET, "no such function", "look again")) : Optional.empty();
    }

    @Override
    public List<String> warnings() {
        return List.of("/x: unknown");
    }

    @Override
    public List<NotAttached> notAttached() {
        return List.of(new NotAttached("on_y", "y", Failure.of(FailureKind.NO_TARGET, "no y", "look again")));
    }

    @Override
    public Map<String, ArgumentSpec> arguments() {
        return Map.of("pid", new ArgumentSpec("pid", "target_pid", "u32", "0", "", "", "only this"));
    }

    @Override
    public StartOptions options() {
        return options;
    }

    @Override
    public List<EventSchema> streams() {
        return List.of(FakeSubscription.SCHEMA);
    }

    @Override
    public TrackerStats stats() {
        return new TrackerStats(
                List.of(new TrackerStats.StreamLedger("numbers", "rb", OptionalLong.empty(), 7, 1, 64, 4096)),
                List.of(new TrackerStats.SubscriberLedger("me", 5, 3, 1, 1)),
                List.of(new TrackerStats.ProgramStats("on_x", "kprobe", "x", 9, 1, 2, 3, 4)),
                List.of(new TrackerStats.MapStats("rb", "ringbuf", 0, 0, 4096, -1)));
    }

    @Override
    public List<UpdateReceipt> updates() {
        return updates;
    }

    @Override
    public Optional<FailedUpdate> failedUpdate() {
        return updates.isEmpty() ? Optional.empty() : Optional.of(new FailedUpdate(Instant.EPOCH,
                Failure.of(FailureKind.VERIFIER, "refused", "look at the log")));
    }

    @Override
    public Subscription subscribe(SubscriptionOptions options) {
        if (options.filter().equals("(")) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "the filter ends too early", ""));
        }
        lastSubscription = options;
        FakeSubscription subscription = new FakeSubscription();
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public List<String> onDemand() {
        return List.of();
    }

    /** One called {@code tasks}. */
    @Override
    public Subscription read(String stream, SubscriptionOptions options) {
        if (!stream.isEmpty() && !stream.equals("tasks")) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "it has no iterator \"" + stream + '"', ""));
        }
        return subscribe(options);
    }
}
