package io.eunomia.runtime;

import io.eunomia.runtime.event.SubscriptionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Installs, starts, stops, updates and removes trackers: the one service behind every face. Any thread may call it; actions
 * on one tracker follow one another, actions on different trackers run in parallel. A call returns when the outcome is
 * known.
 *
 * <p>A tracker is started, replaced while it runs, and removed: <pre>{@code
 * PackageSource source = new PackageSource("opens", Files.readAllBytes(file), "the installer");
 * Tracker tracker = manager.start(source, StartOptions.none());
 *
 * PackageSource next = new PackageSource("opens", Files.readAllBytes(newer), "the installer");
 * UpdateReceipt receipt = manager.update(tracker.id(), next);
 * out.println(receipt.from() + " to " + receipt.to() + ", lost " + receipt.lost());
 *
 * manager.stop(tracker.id());
 * manager.remove(tracker.id(), false);
 * }</pre>
 */
@ProviderType
public interface TrackerManager {

    /**
     * Returns a manager of the same trackers whose actions are logged as done by the given caller.
     *
     * @param caller who acts and through which face, for people: {@code "http 127.0.0.1:40312"}, {@code "shell root"}
     */
    default TrackerManager by(String caller) {
        return this;
    }

    /** All trackers by id. */
    List<Tracker> trackers();

    /** @throws TrackerException of kind {@link FailureKind#NOT_FOUND} naming the ids that exist */
    Tracker tracker(int id);

    Optional<Tracker> find(String name);

    /**
     * Measures what the programs of each running tracker cost, over the last seconds. The kernel counts runs for that while
     * somebody asks, which makes each run some tens of ns longer: the first call takes a tenth of a second, and counting ends
     * ten seconds after the last one.
     *
     * @throws TrackerException when the kernel does not count (before Linux 5.8, or without the right to ask for it)
     */
    List<TrackerCost> costs();

    /**
     * Has the kernel count how often and how long programs run, from now on for at least so long; {@link Tracker#stats} then has the
     * counts. Each run takes some tens of ns longer meanwhile.
     *
     * @return how long it has counted for this method in this process
     * @throws TrackerException when the kernel does not count for this process
     */
    default Duration countRuns(Duration kept) {
        throw new TrackerException(Failure.of(FailureKind.UNSUPPORTED, "runs are not counted here", ""));
    }

    /**
     * Installs a package as a bundle and starts it. If a tracker of that name exists, does not run and has the same owner,
     * the package takes over its name and id. A tracker of another owner is taken over only with
     * {@link PackageSource#adopt}; if that one runs, it is updated.
     *
     * @return the running tracker
     * @throws TrackerException when it cannot run; then nothing of it stays installed. Of kind
     *     {@link FailureKind#CONFLICT}, naming the owner, when the name is somebody else's
     */
    Tracker start(PackageSource source, StartOptions options);

    /**
     * Starts an installed tracker, with the options of its last start. A running tracker is left as it is.
     *
     * @throws TrackerException when it cannot run; the tracker then is {@link TrackerState#FAILED}
     */
    Tracker start(int id);

    /**
     * Starts an installed tracker with new options in place of those it had; {@link StartOptions#none} stands for none. If
     * it cannot run with them, it keeps those it had.
     *
     * @throws TrackerException of kind {@link FailureKind#CONFLICT} when it runs with other options
     */
    Tracker start(int id, StartOptions options);

    /**
     * Starts as {@link #start(PackageSource, StartOptions)} does, for a caller who follows the tracker: the caller is
     * subscribed before the first program is attached, so the first event of a new tracker that arrives has the number 1,
     * however many there are. A running tracker that is adopted is followed from its update on.
     *
     * @param first how he subscribes; a filter that does not fit is a failure of the start
     */
    StartedTracker start(PackageSource source, StartOptions options, SubscriptionOptions first);

    /**
     * Starts as {@link #start(int, StartOptions)} does, for a caller who follows the tracker from the first event of this
     * run on. A tracker that runs already is followed from now on.
     *
     * @param options empty for those of its last start
     */
    StartedTracker start(int id, Optional<StartOptions> options, SubscriptionOptions first);

    /** Detaches and unloads the programs; the tracker stays installed. Stopping a stopped tracker does nothing. */
    Tracker stop(int id);

    /** Stops and removes a tracker; its id is not used again. Pins of its maps stay. */
    default void uninstall(int id) {
        remove(id, false);
    }

    /**
     * Stops and removes a tracker; its id is not used again. Maps that its object pins by name ({@code LIBBPF_PIN_BY_NAME})
     * outlive their tracker.
     *
     * @param pins whether to remove the pins that nobody else holds
     * @return the pins that were left, and those that were removed
     */
    Removal remove(int id, boolean pins);

    /** Updates as {@link #update(int, PackageSource, UpdateOptions)} does, with the options the tracker runs with. */
    default UpdateReceipt update(int id, PackageSource source) {
        return update(id, source, UpdateOptions.keep());
    }

    /** Updates as {@link #update(int, PackageSource, UpdateOptions)} does, with other arguments and attach targets. */
    default UpdateReceipt update(int id, PackageSource source, StartOptions options) {
        return update(id, source, UpdateOptions.with(options));
    }

    /**
     * Replaces a tracker's package; a running one goes on with the new version without missing an event. Id, name,
     * subscribers and exports stay.
     *
     * @throws TrackerException when the new version cannot run; the old one is as it was, in the kernel and on disk.
     *     Of kind {@link FailureKind#CONFLICT}, naming both, when the package is another tracker's and that was not
     *     forced
     */
    UpdateReceipt update(int id, PackageSource source, UpdateOptions how);

    /**
     * Updates a tracker to a package that it had before ({@link Tracker#history}), without missing an event.
     *
     * @param digest the package's SHA-256 or its first characters; empty for the one before the present one
     * @throws TrackerException as for {@link #update(int, PackageSource, UpdateOptions)}; of kind
     *     {@link FailureKind#CONFLICT} when it has no such package, naming those that it has
     */
    UpdateReceipt rollback(int id, String digest, UpdateOptions how);

    /**
     * Makes the tracker what the package's owner wants: starts it if there is none, and updates it if the owner gave
     * another package last time. Otherwise it is left alone, so a tracker that somebody has stopped, updated or rolled back
     * meanwhile stays so. Call it at each start, and whenever what is wanted has changed.
     *
     * @param options empty for none at the start, and to keep those that it has at an update
     * @throws TrackerException as for {@link #start(PackageSource, StartOptions)} and
     *     {@link #update(int, PackageSource, UpdateOptions)}
     */
    default Tracker declare(PackageSource source, Optional<StartOptions> options) {
        Optional<Tracker> own = trackers().stream().filter(one -> one.origin().equals(source.owner())).findFirst();
        if (own.isEmpty()) {
            return start(source, options.orElse(StartOptions.none()));
        }
        Tracker tracker = own.get();
        if (!tracker.declared().equals(source.sha256()) || tracker.failedUpdate().isPresent()) {
            update(tracker.id(), source, new UpdateOptions(options, true));
        }
        return tracker;
    }

    /** Tells what a package would do on this machine, without loading or attaching any of it. */
    Plan plan(PackageSource source, StartOptions options);

    /**
     * Tells the same of the package of an installed tracker, with the options of its last start. What it runs with is said by
     * {@link Tracker}.
     *
     * @throws TrackerException of kind {@link FailureKind#NOT_FOUND}
     */
    Plan plan(int id);

    /**
     * Tells what a package would do on another kernel of which only the types are given. The running kernel is not asked,
     * and nothing is loaded.
     *
     * @throws TrackerException of kind {@link FailureKind#BAD_REQUEST} when the types cannot be read
     */
    Plan plan(PackageSource source, StartOptions options, KernelSource kernel);
}
