package io.eunomia.runtime.internal.manager;

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
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each action, once and in one place for all faces: who did what, and what came of it. Any thread. */
final class LoggedTrackers implements TrackerManager {
    private static final Logger LOG = LoggerFactory.getLogger("io.eunomia.actions");
    private static final int MOST_OF_TEXT = 200;

    private final ManagedTrackers trackers;
    private final String caller;

    /** @param caller who acts, for people */
    LoggedTrackers(ManagedTrackers trackers, String caller) {
        this.trackers = trackers;
        this.caller = clean(caller);
    }

    @Override
    public TrackerManager by(String other) {
        return new LoggedTrackers(trackers, other);
    }

    @Override
    public List<Tracker> trackers() {
        return trackers.trackers();
    }

    @Override
    public Tracker tracker(int id) {
        return trackers.tracker(id);
    }

    @Override
    public Optional<Tracker> find(String name) {
        return trackers.find(name);
    }

    @Override
    public List<TrackerCost> costs() {
        return trackers.costs();
    }

    @Override
    public Duration countRuns(Duration kept) {
        return trackers.countRuns(kept);
    }

    @Override
    public Tracker start(PackageSource source, StartOptions options) {
        return installed(source, options, () -> trackers.start(source, options), started -> started);
    }

    @Override
    public StartedTracker start(PackageSource source, StartOptions options, SubscriptionOptions first) {
        return installed(source, options, () -> trackers.start(source, options, first), StartedTracker::tracker);
    }

    private <T> T installed(PackageSource source, StartOptions options, Supplier<T> start, Function<T, Tracker> tracker) {
        String name = options.name().isEmpty() ? source.name() : options.name();
        return logged("install", "package \"" + clean(name) + "\" sha256 " + source.sha256(), start,
                started -> label(tracker.apply(started)) + " is " + tracker.apply(started).state().label());
    }

    @Override
    public StartedTracker start(int id, Optional<StartOptions> options, SubscriptionOptions first) {
        return logged("start", label(id), () -> trackers.start(id, options, first),
                started -> started.tracker().state().label());
    }

    @Override
    public Tracker start(int id) {
        return logged("start", label(id), () -> trackers.start(id), started -> started.state().label());
    }

    @Override
    public Tracker start(int id, StartOptions options) {
        return logged("start", label(id), () -> trackers.start(id, options), started -> started.state().label());
    }

    @Override
    public Tracker stop(int id) {
        return logged("stop", label(id), () -> trackers.stop(id), stopped -> stopped.state().label());
    }

    @Override
    public Removal remove(int id, boolean pins) {
        return logged("removal", label(id), () -> trackers.remove(id, pins), removal -> "removed"
                + (removal.pinsRemoved().isEmpty() ? "" : " with " + removal.pinsRemoved().size() + " pins")
                + (removal.pinsLeft().isEmpty() ? "" : ", " + removal.pinsLeft().size() + " pins left"));
    }

    @Override
    public UpdateReceipt update(int id, PackageSource source, UpdateOptions how) {
        return logged("update", label(id) + " to sha256 " + source.sha256(),
                () -> trackers.update(id, source, how), LoggedTrackers::outcome);
    }

    @Override
    public UpdateReceipt rollback(int id, String digest, UpdateOptions how) {
        return logged("rollback", label(id) + (digest.isEmpty() ? "" : " to sha256 " + clean(digest)),
                () -> trackers.rollback(id, digest, how), receipt -> outcome(receipt) + ", now sha256 "
                        + trackers.digest(id).orElse("unknown"));
    }

    private static String outcome(UpdateReceipt receipt) {
        return "updated (" + receipt.mode().name().toLowerCase(java.util.Locale.ROOT) + "), " + receipt.lost() + " lost, "
                + (receipt.duplicated().isPresent() ? Long.toString(receipt.duplicated().getAsLong()) : "unknown")
                + " duplicated";
    }

    @Override
    public Plan plan(PackageSource source, StartOptions options) {
        return trackers.plan(source, options);
    }

    @Override
    public Plan plan(int id) {
        return trackers.plan(id);
    }

    @Override
    public Plan plan(PackageSource source, StartOptions options, KernelSource kernel) {
        return trackers.plan(source, options, kernel);
    }

    /** @param label names the tracker or package, as it is before the action */
    private <T> T logged(String action, String label, Supplier<T> what, Function<T, String> outcome) {
        try {
            T done = what.get();
            LOG.info("{} by {}: {}: {}", action, caller, label, outcome.apply(done));
            return done;
        } catch (TrackerException e) {
            LOG.info("{} by {}: {}: refused ({}): {}", action, caller, label,
                    e.failure().kind().name().toLowerCase(java.util.Locale.ROOT), clean(e.failure().message()));
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.error("{} by {}: {}: failed: {}", action, caller, label, clean(e.toString()));
            throw e;
        }
    }

    private String label(int id) {
        try {
            return label(trackers.tracker(id));
        } catch (TrackerException e) {
            return "tracker " + id;
        }
    }

    private String label(Tracker tracker) {
        return "tracker " + tracker.id() + " \"" + clean(tracker.name()) + "\"" + trackers.digest(tracker.id())
                .map(digest -> " sha256 " + digest).orElse("");
    }

    /** Keeps a line of the log one line, and short, because others may have written the text in it. */
    private static String clean(String text) {
        String cut = text.length() <= MOST_OF_TEXT ? text : text.substring(0, MOST_OF_TEXT) + "…";
        return cut.replaceAll("\\p{Cntrl}+", " ").replace('"', '\'');
    }
}
