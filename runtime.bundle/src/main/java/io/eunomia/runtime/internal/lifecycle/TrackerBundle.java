package io.eunomia.runtime.internal.lifecycle;

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
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.engine.ActiveTracker;
import io.eunomia.runtime.internal.engine.RunEnd;
import io.eunomia.runtime.internal.store.TrackerRecord;
import io.eunomia.runtime.internal.stream.ConfirmedSubscription;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;

/**
 * A tracker as all faces see it. Its {@link TrackerLifecycle} changes its state; everything here may be called from any
 * thread.
 */
public final class TrackerBundle implements Tracker {

    /** The values that change with the state and are read together. */
    private record Status(TrackerState state, Instant since, Failure failure, List<String> warnings,
            Map<String, ArgumentSpec> arguments) {
    }

    private final int id;
    private final Bundle bundle;
    private volatile TrackerRecord record;
    private final TrackerHub hub;
    private volatile Descriptor descriptor;
    private volatile StartOptions options;
    private volatile Status status;
    private volatile ActiveTracker active;
    private volatile RunEnd ending;
    private final UpdateLog updateLog = new UpdateLog();
    private volatile Optional<FirstSubscriber> first = Optional.empty();

    /**
     * @param record the tracker's record in the store
     * @param hub where its streams are followed, over all its runs
     */
    TrackerBundle(TrackerRecord record, Bundle bundle, Descriptor descriptor, TrackerHub hub) {
        this.id = record.id();
        this.hub = hub;
        this.bundle = bundle;
        this.record = record;
        this.descriptor = descriptor;
        this.options = record.options();
        this.status = new Status(TrackerState.INSTALLED, Instant.now(), null, List.of(), descriptor.arguments());
    }

    public Bundle bundle() {
        return bundle;
    }

    /** Takes over the tracker's record from the store. */
    void record(TrackerRecord next) {
        record = next;
        options = next.options();
    }

    TrackerHub hub() {
        return hub;
    }

    ActiveTracker active() {
        return active;
    }

    public void enter(TrackerState state) {
        status = new Status(state, Instant.now(), null, status.warnings, status.arguments);
    }

    void fail(Failure failure) {
        status = new Status(TrackerState.FAILED, Instant.now(), failure, status.warnings, status.arguments);
    }

    /** Makes the tracker fail because its start options are lost: without its arguments it might show or do too much. */
    void lost() {
        status = new Status(TrackerState.STOPPED, Instant.now(), Failure.of(FailureKind.STORAGE, "the arguments of tracker "
                + name() + " were lost with a damaged state file: it stays stopped",
                "start it with the arguments and targets that it is to have"), status.warnings, status.arguments);
    }

    /** Describes the content that the bundle has. */
    void describe(Descriptor next, List<String> warnings, Map<String, ArgumentSpec> arguments) {
        descriptor = next;
        status = new Status(status.state, status.since, status.failure, List.copyOf(warnings), arguments);
    }

    /** Describes the content that runs. */
    void describeRunning(TrackerPackage content) {
        List<String> warnings = new ArrayList<>(content.warnings());
        warnings.addAll(active.warnings());
        active.streams().stream().filter(stream -> !stream.note().isEmpty())
                .forEach(stream -> warnings.add(stream.stream() + ": " + stream.note()));
        describe(content.descriptor(), warnings, active.arguments());
    }

    /** Sets the options of the next start. */
    void options(StartOptions next) {
        options = next;
    }

    void active(ActiveTracker running) {
        active = running;
    }

    /** Lets the next start subscribe this subscriber. */
    public void expect(Optional<FirstSubscriber> subscriber) {
        first = subscriber;
    }

    Optional<FirstSubscriber> takeFirst() {
        Optional<FirstSubscriber> taken = first;
        first = Optional.empty();
        return taken;
    }

    /**
     * Ends the run.
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

    /** The end of the last run, if there was one. */
    public Optional<RunEnd> ending() {
        return Optional.ofNullable(ending);
    }

    public UpdateLog updateLog() {
        return updateLog;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String name() {
        return descriptor.name();
    }

    @Override
    public String version() {
        return descriptor.version();
    }

    @Override
    public String description() {
        return descriptor.description();
    }

    @Override
    public String source() {
        return record.source();
    }

    @Override
    public Origin origin() {
        return record.origin();
    }

    @Override
    public String declared() {
        return record.declared();
    }

    @Override
    public List<KeptPackage> history() {
        return record.packages();
    }

    @Override
    public long bundleId() {
        return bundle.getBundleId();
    }

    @Override
    public TrackerState state() {
        return status.state;
    }

    @Override
    public Instant since() {
        return status.since;
    }

    @Override
    public Optional<Failure> failure() {
        return Optional.ofNullable(status.failure);
    }

    @Override
    public List<String> warnings() {
        return status.warnings;
    }

    @Override
    public List<NotAttached> notAttached() {
        ActiveTracker running = active;
        return running == null ? List.of() : running.notAttached();
    }

    @Override
    public Map<String, ArgumentSpec> arguments() {
        return status.arguments;
    }

    @Override
    public StartOptions options() {
        return options;
    }

    @Override
    public List<EventSchema> streams() {
        return active == null ? List.of() : hub.streams();
    }

    @Override
    public TrackerStats stats() {
        ActiveTracker running = active;
        if (running != null) {
            running.checkLosses();
            return new TrackerStats(hub.streamLedgers(), hub.subscriberLedgers(), running.programs(), running.maps(),
                    running.notAttached());
        }
        Optional<RunEnd.Last> last = ending().map(RunEnd::awaitDrained);
        return new TrackerStats(hub.streamLedgers(), hub.subscriberLedgers(),
                last.map(RunEnd.Last::programs).orElse(List.of()), last.map(RunEnd.Last::maps).orElse(List.of()));
    }

    @Override
    public List<UpdateReceipt> updates() {
        return updateLog.receipts();
    }

    @Override
    public Optional<FailedUpdate> failedUpdate() {
        return updateLog.failure();
    }

    @Override
    public Subscription subscribe(SubscriptionOptions subscription) {
        awaitShown();
        return hub.follow(subscription);
    }

    /** Subscribes an export, which confirms what has arrived. */
    ConfirmedSubscription export(SubscriptionOptions subscription) {
        awaitShown();
        return hub.subscribe(subscription);
    }

    private void awaitShown() {
        ActiveTracker running = active;
        if (running != null) {
            running.awaitShown();
        } else {
            ending().ifPresent(RunEnd::awaitDrained);
        }
    }

    @Override
    public List<String> onDemand() {
        ActiveTracker running = active;
        return running == null ? List.of() : running.onDemand();
    }

    @Override
    public Subscription read(String stream, SubscriptionOptions options) {
        ActiveTracker running = active;
        if (running == null) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + name() + "\" is "
                    + state().label() + ", so its iterators cannot be read", "start it first"));
        }
        return running.read(stream, options);
    }

    /** Returns this tracker if it runs. @throws TrackerException with the reason when it does not run */
    Tracker orThrow() {
        Status now = status;
        if (now.failure != null) {
            throw new TrackerException(now.failure);
        }
        if (now.state != TrackerState.RUNNING) {
            throw new TrackerException(Failure.of(FailureKind.INTERNAL, "tracker \"" + name() + "\" is "
                    + now.state.label() + " although its bundle was started",
                    "is the framework's start level below the bundle's?"));
        }
        return this;
    }
}
