package io.eunomia.runtime.control;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.KernelReport;
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
import io.eunomia.runtime.UpdateOptions;
import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.view.DisplaysView;
import io.eunomia.runtime.view.HistoryView;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.runtime.view.ReceiptView;
import io.eunomia.runtime.view.RemovalView;
import io.eunomia.runtime.view.ReportView;
import io.eunomia.runtime.view.StatsView;
import io.eunomia.runtime.view.TrackerView;
import io.eunomia.runtime.view.TrackersView;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The trackers of this process. Any thread. */
public final class LocalControl implements Control {
    private final TrackerManager manager;
    private final KernelReport kernel;
    private final Function<String, EventFormat> formats;
    private final EventFormats registered;

    /** Makes the control of a face that has the formats that are registered. */
    public LocalControl(TrackerManager manager, KernelReport kernel, EventFormats registered) {
        this(manager, kernel, registered, registered::get);
    }

    /**
     * Makes the control of a face that has formats of its own.
     *
     * @param registered tells when one of its formats goes
     * @param formats gives a format by its name, or throws an exception that says which there are
     */
    public LocalControl(TrackerManager manager, KernelReport kernel, EventFormats registered,
            Function<String, EventFormat> formats) {
        this.manager = manager;
        this.kernel = kernel;
        this.registered = registered;
        this.formats = formats;
    }

    @Override
    public TrackersView trackers(Caller caller) {
        return TrackersView.of(manager.trackers());
    }

    @Override
    public TrackersView trackersWithCosts(Caller caller) {
        return TrackersView.of(manager.trackers(), costs());
    }

    /** Where the kernel does not count, the rest is shown all the same. */
    private List<TrackerCost> costs() {
        try {
            return manager.costs();
        } catch (TrackerException e) {
            return List.of();
        }
    }

    @Override
    public TrackerView tracker(Caller caller, int id) {
        return TrackerView.of(manager.tracker(id));
    }

    /** Checks that there is such a tracker, without showing it. @throws TrackerException naming those that exist */
    public void require(int id) {
        manager.tracker(id);
    }

    @Override
    public TrackerView start(Caller caller, PackageSource source, StartOptions options) {
        return TrackerView.of(by(caller).start(source.ownedBy(caller.origin()), options));
    }

    @Override
    public TrackerView start(Caller caller, int id, OptionChange options) {
        Optional<StartOptions> given = given(id, options);
        return TrackerView.of(given.isPresent() ? by(caller).start(id, given.get()) : by(caller).start(id));
    }

    @Override
    public FollowedTracker<LocalFlow> follow(Caller caller, PackageSource source, StartOptions options, EventRequest events) {
        return followed(by(caller).start(source.ownedBy(caller.origin()), options, events.first(caller, format(events))), events);
    }

    @Override
    public FollowedTracker<LocalFlow> follow(Caller caller, int id, OptionChange options, EventRequest events) {
        return followed(by(caller).start(id, given(id, options), events.first(caller, format(events))), events);
    }

    private FollowedTracker<LocalFlow> followed(StartedTracker started, EventRequest events) {
        try {
            LocalFlow flow = flow(started.events(), events);
            return new FollowedTracker<>(Optional.of(TrackerView.of(started.tracker())), flow);
        } catch (TrackerException e) {
            throw new TrackerException(whileRunning(e.failure(), started.tracker()), e);
        }
    }

    /** Adds that the tracker runs all the same: fields can be chosen only of a running tracker, so it was started first. */
    private static Failure whileRunning(Failure failure, Tracker tracker) {
        return new Failure(failure.kind(), failure.message(), failure.errno(), failure.hint()
                + (failure.hint().isEmpty() ? "" : "; ") + "tracker " + tracker.id() + " runs all the same",
                failure.verifierLog(), failure.pointer());
    }

    @Override
    public TrackerView stop(Caller caller, int id) {
        return TrackerView.of(by(caller).stop(id));
    }

    @Override
    public RemovedTracker remove(Caller caller, int id, boolean pins) {
        String name = find(id).map(Tracker::name).orElse("");
        Removal removal = by(caller).remove(id, pins);
        return new RemovedTracker(name + " (" + id + ")", RemovalView.of(removal));
    }

    @Override
    public ReceiptView update(Caller caller, int id, PackageSource source, OptionChange options, boolean force) {
        UpdateOptions how = new UpdateOptions(given(id, options), force);
        return ReceiptView.of(by(caller).update(id, source.ownedBy(caller.origin()), how));
    }

    @Override
    public ReceiptView rollback(Caller caller, int id, String digest, OptionChange options) {
        return ReceiptView.of(by(caller).rollback(id, digest, new UpdateOptions(given(id, options), true)));
    }

    @Override
    public HistoryView history(Caller caller, int id) {
        return HistoryView.of(manager.tracker(id).history());
    }

    @Override
    public StatsView stats(Caller caller, int id) {
        return StatsView.of(manager.tracker(id).stats());
    }

    @Override
    public StatsView statsWithCost(Caller caller, int id) {
        Tracker tracker = manager.tracker(id);
        Optional<TrackerCost> cost = costs().stream().filter(one -> one.tracker() == id).findFirst();
        return StatsView.of(tracker.stats(), cost);
    }

    @Override
    public LocalFlow events(Caller caller, int id, EventRequest events) {
        return flow(manager.tracker(id).subscribe(events.subscription(caller, format(events))), events);
    }

    @Override
    public LocalFlow read(Caller caller, int id, String stream, EventRequest events) {
        return flow(manager.tracker(id).read(stream, events.subscription(caller, format(events))), events);
    }

    @Override
    public DisplaysView displays(Caller caller, int id) {
        return DisplaysView.of(manager.tracker(id).displays());
    }

    @Override
    public DisplayFlow display(Caller caller, int id, String display, DisplayRequest request) {
        DisplayReader reader = manager.tracker(id).follow(display, request.all(), request.order());
        try {
            request.require(manager.tracker(id).displays().stream().filter(one -> one.name().equals(display)).findFirst());
            return new DisplayFlow(reader, request);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private LocalFlow flow(Subscription subscription, EventRequest events) {
        try {
            EventFormat format = formats.apply(events.format());
            EventFormat.Writer writer = format(events).newWriter(subscription.streams(), events.fields(), subscription.epoch());
            return new LocalFlow(subscription, writer, events.bounds(), gone -> registered.watch(format, gone));
        } catch (RuntimeException e) {
            subscription.close();
            throw e;
        }
    }

    private EventFormat format(EventRequest events) {
        return formats.apply(events.format()).fitted(events.width());
    }

    @Override
    public PlanView plan(Caller caller, PackageSource source, StartOptions options, Optional<KernelSource> other) {
        Plan plan = other.isPresent() ? manager.plan(source, options, other.get()) : manager.plan(source, options);
        return PlanView.of(plan);
    }

    @Override
    public PlanView plan(Caller caller, int id) {
        return PlanView.of(manager.plan(id));
    }

    @Override
    public ReportView kernel(Caller caller) {
        return ReportView.of(kernel.findings());
    }

    private TrackerManager by(Caller caller) {
        return manager.by(caller.toString());
    }

    private Optional<StartOptions> given(int id, OptionChange change) {
        Optional<Tracker> tracker = find(id);
        String name = change.options().name();
        if (!name.isEmpty() && tracker.isPresent() && !name.equals(tracker.get().name())) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "an installed tracker has its name: "
                    + tracker.get().name(), "leave the name " + name + " out"));
        }
        return change.from(tracker.map(Tracker::options).orElse(StartOptions.none()));
    }

    /** Finds a tracker if there is one; an action on one that is missing is refused, and logged, by the manager. */
    private Optional<Tracker> find(int id) {
        return manager.trackers().stream().filter(tracker -> tracker.id() == id).findFirst();
    }
}
