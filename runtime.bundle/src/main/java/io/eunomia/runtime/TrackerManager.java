package io.eunomia.runtime;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one service behind every face. Any thread may call it; actions on one tracker follow one another, actions on
 * different trackers run in parallel. A call returns when the outcome is known.
 */
@ProviderType
public interface TrackerManager {

    /** All trackers by id. */
    List<Tracker> trackers();

    /** @throws TrackerException of kind {@link FailureKind#NOT_FOUND} naming the ids that exist */
    Tracker tracker(int id);

    Optional<Tracker> find(String name);

    /**
     * Installs a package as a bundle and starts it.
     *
     * @return the running tracker
     * @throws TrackerException when it cannot run; then nothing of it stays installed
     */
    Tracker start(PackageSource source, StartOptions options);

    /**
     * Starts an installed tracker, with the options of its last start. A running tracker is left as it is.
     *
     * @throws TrackerException when it cannot run; the tracker then is {@link TrackerState#FAILED}
     */
    Tracker start(int id);

    /**
     * Starts an installed tracker with new options.
     *
     * @throws TrackerException of kind {@link FailureKind#CONFLICT} when it runs with other options
     */
    Tracker start(int id, StartOptions options);

    /** Detaches and unloads; stays installed. Stopping a stopped tracker does nothing. */
    Tracker stop(int id);

    /** Stops and removes; the id is not used again. */
    void uninstall(int id);

    /**
     * Replaces a tracker's package; a running one goes on with the new version without missing an event. Id, name,
     * options, subscribers and exports stay.
     *
     * @throws TrackerException when the new version cannot run; the old one is as it was, in the kernel and on disk
     */
    UpdateReceipt update(int id, PackageSource source);

    /**
     * As {@link #update(int, PackageSource)}, with other arguments and attach targets. The exports stay those of the
     * start.
     */
    UpdateReceipt update(int id, PackageSource source, StartOptions options);

    /** What a package would do on this machine, found out without loading or attaching any of it. */
    Plan plan(PackageSource source, StartOptions options);
}
