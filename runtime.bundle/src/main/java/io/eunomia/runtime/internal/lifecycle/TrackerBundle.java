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
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.engine.ActiveTracker;
import io.eunomia.runtime.internal.engine.RunEnd;
import io.eunomia.runtime.internal.persist.PinnedRun;
import io.eunomia.runtime.internal.store.TrackerRecord;
import io.eunomia.runtime.internal.stream.ConfirmedSubscription;
import io.eunomia.runtime.internal.stream.TrackerHub;
import io.eunomia.runtime.metric.MetricReader;
import io.eunomia.runtime.metric.MetricSpec;
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

    private final int id;
    private final Bundle bundle;
    private volatile TrackerRecord record;
    private final CurrentRun run;
    private volatile Descriptor descriptor;
    private volatile StartOptions options;
    private volatile TrackerStatus status;
    private final UpdateLog updateLog = new UpdateLog();

    /**
     * @param record the tracker's record in the store
     * @param hub where its streams are followed, over all its runs
     */
    TrackerBundle(TrackerRecord record, Bundle bundle, Descriptor descriptor, TrackerHub hub) {
        this.id = record.id();
        this.run = new CurrentRun(hub);
        this.bundle = bundle;
        this.record = record;
        this.descriptor = descriptor;
        this.options = record.options();
        this.status = TrackerStatus.installed(descriptor.arguments());
    }

    public Bundle bundle() {
        return bundle;
    }

    /** Takes over the tracker's record from the store. */
    synchronized void record(TrackerRecord next) {
        record = next;
        options = next.options();
    }

    /** Takes over from the store what stays in the kernel; of the rest the store may not know yet what it will be. */
    synchronized void pinned(Optional<PinnedRun> run) {
        record = record.pinning(run);
    }

    /** Tells whether the record says that a former process has left a run in the kernel. */
    boolean isPinned() {
        return record.pinned().isPresent();
    }

    /** Returns its present run, which the {@link RunControl} begins and ends. */
    CurrentRun run() {
        return run;
    }

    /** Waits until nothing is left of the last run. @throws RuntimeException when it did not end cleanly */
    public void awaitEnd() {
        run.ending().ifPresent(RunEnd::awaitClosed);
    }

    /** Tells whether it runs in the kernel; it may be updating then. */
    boolean runs() {
        return run.active() != null;
    }

    public void enter(TrackerState state) {
        status = status.in(state, null);
    }

    public void fail(Failure failure) {
        status = status.in(TrackerState.FAILED, failure);
    }

    /** Makes the tracker fail because its start options are lost: without its arguments it might show or do too much. */
    void lost() {
        status = status.in(TrackerState.STOPPED, Failure.of(FailureKind.STORAGE, "the arguments of tracker " + name()
                + " were lost with a damaged state file: it stays stopped",
                "start it with the arguments and targets that it is to have"));
    }

    /** Describes the content that the bundle has. */
    void describe(Descriptor next, List<String> warnings, Map<String, ArgumentSpec> arguments) {
        descriptor = next;
        status = status.describing(warnings, arguments);
    }

    /** Describes the content that runs. @param refusal what its options ask for and do not get */
    void describeRunning(TrackerPackage content, Optional<String> refusal) {
        ActiveTracker active = run.active();
        List<String> warnings = new ArrayList<>(content.warnings());
        warnings.addAll(active.warnings());
        refusal.ifPresent(warnings::add);
        active.streams().stream().filter(stream -> !stream.note().isEmpty())
                .forEach(stream -> warnings.add(stream.stream() + ": " + stream.note()));
        describe(content.descriptor(), warnings, active.arguments());
    }

    /** Sets the options of the next start. */
    void options(StartOptions next) {
        options = next;
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
        return status.state();
    }

    @Override
    public Optional<Instant> pinnedSince() {
        return runs() ? record.pinned().map(PinnedRun::since) : Optional.empty();
    }

    @Override
    public Instant since() {
        return status.since();
    }

    @Override
    public Optional<Failure> failure() {
        return Optional.ofNullable(status.failure());
    }

    @Override
    public List<String> warnings() {
        return status.warnings();
    }

    @Override
    public List<NotAttached> notAttached() {
        return run.notAttached();
    }

    @Override
    public Map<String, ArgumentSpec> arguments() {
        return status.arguments();
    }

    @Override
    public StartOptions options() {
        return options;
    }

    @Override
    public List<EventSchema> streams() {
        return run.streams();
    }

    @Override
    public TrackerStats stats() {
        return run.stats();
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
    public List<String> addable(EventSchema stream) {
        return run.hub().addable(stream);
    }

    @Override
    public Subscription subscribe(SubscriptionOptions subscription) {
        run.awaitShown();
        return run.hub().follow(subscription);
    }

    /** Subscribes an export, which confirms what has arrived. */
    ConfirmedSubscription export(SubscriptionOptions subscription) {
        run.awaitShown();
        return run.hub().subscribe(subscription);
    }

    @Override
    public List<DisplayInfo> displays() {
        return run.active() == null ? List.of() : run.hub().displays().list();
    }

    @Override
    public DisplayReading display(String name) {
        return running("its displays").displays().read(name);
    }

    @Override
    public DisplayReader follow(String name, boolean all) {
        return follow(name, all, RowOrder.NONE);
    }

    @Override
    public DisplayReader follow(String name, boolean all, RowOrder order) {
        return running("its displays").displays().open(name, all, order);
    }

    @Override
    public List<MetricSpec> metrics() {
        return run.active() == null ? List.of() : run.hub().displays().metrics();
    }

    @Override
    public MetricReader metric(String display) {
        return running("its displays").displays().metric(display);
    }

    private TrackerHub running(String what) {
        if (run.active() == null) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + name() + "\" is "
                    + state().label() + ", so " + what + " cannot be read", "start it first"));
        }
        return run.hub();
    }

    @Override
    public List<String> onDemand() {
        return run.onDemand();
    }

    @Override
    public Subscription read(String stream, SubscriptionOptions options) {
        ActiveTracker running = run.active();
        if (running == null) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + name() + "\" is "
                    + state().label() + ", so its iterators cannot be read", "start it first"));
        }
        return running.read(stream, options);
    }

    /** Returns this tracker if it runs. @throws TrackerException with the reason when it does not run */
    Tracker orThrow() {
        status.requireRunning(this);
        return this;
    }
}
