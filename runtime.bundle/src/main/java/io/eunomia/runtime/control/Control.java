package io.eunomia.runtime.control;

import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.view.DisplaysView;
import io.eunomia.runtime.view.HistoryView;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.runtime.view.ReceiptView;
import io.eunomia.runtime.view.ReportView;
import io.eunomia.runtime.view.StatsView;
import io.eunomia.runtime.view.TrackerView;
import io.eunomia.runtime.view.TrackersView;
import java.util.Optional;

/**
 * Everything that can be asked of the trackers of one Eunomia, here or elsewhere. Each call says who asks. Any thread; a
 * call returns when its outcome is known.
 *
 * <p>A refusal is a {@link io.eunomia.runtime.TrackerException} where the trackers are in this process. Elsewhere it is an
 * exception of the implementation that tells the same.
 */
public interface Control {

    TrackersView trackers(Caller caller);

    /**
     * Shows the trackers with what the programs of each cost, where the kernel counts it; see
     * {@link io.eunomia.runtime.TrackerManager#costs}.
     */
    TrackersView trackersWithCosts(Caller caller);

    TrackerView tracker(Caller caller, int id);

    /** Installs and starts a package; see {@link io.eunomia.runtime.TrackerManager#start(PackageSource, StartOptions)}. */
    TrackerView start(Caller caller, PackageSource source, StartOptions options);

    /** Starts an installed tracker; one that runs with these options is left as it is. */
    TrackerView start(Caller caller, int id, OptionChange options);

    /** Starts as {@link #start(Caller, PackageSource, StartOptions)} does, with the events from the very first on. */
    FollowedTracker<? extends EventFlow> follow(Caller caller, PackageSource source, StartOptions options, EventRequest events);

    /** Starts as {@link #start(Caller, int, OptionChange)} does, with the events from the first of this run on. */
    FollowedTracker<? extends EventFlow> follow(Caller caller, int id, OptionChange options, EventRequest events);

    TrackerView stop(Caller caller, int id);

    /** Stops and removes a tracker. @param pins whether to remove the pins that nobody else holds */
    RemovedTracker remove(Caller caller, int id, boolean pins);

    /** Replaces a tracker's package; one that runs goes on with the new one. @param force also when it is another tracker's */
    ReceiptView update(Caller caller, int id, PackageSource source, OptionChange options, boolean force);

    /** Goes back to a former package. @param digest its first characters; empty for the one before the present one */
    ReceiptView rollback(Caller caller, int id, String digest, OptionChange options);

    HistoryView history(Caller caller, int id);

    StatsView stats(Caller caller, int id);

    /** Shows the counters with what the programs cost, as {@link #trackersWithCosts} does. */
    StatsView statsWithCost(Caller caller, int id);

    /** Follows a running tracker. @return owned by the caller */
    EventFlow events(Caller caller, int id, EventRequest events);

    /** Runs a tracker's iterators once. @param stream one of them; empty for all @return owned by the caller */
    EventFlow read(Caller caller, int id, String stream, EventRequest events);

    /** Lists the displays of a running tracker. */
    DisplaysView displays(Caller caller, int id);

    /** Reads a display, once or time and again. @return owned by the caller */
    EventFlow display(Caller caller, int id, String display, DisplayRequest request);

    /** Tells what a package would do, without loading it. @param kernel empty for the running one */
    PlanView plan(Caller caller, PackageSource source, StartOptions options, Optional<KernelSource> kernel);

    /** Tells the same of the package of an installed tracker; see {@link io.eunomia.runtime.TrackerManager#plan(int)}. */
    PlanView plan(Caller caller, int id);

    ReportView kernel(Caller caller);
}
