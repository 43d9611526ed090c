package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.BundleContents;
import io.eunomia.runtime.internal.engine.ActiveTracker;
import io.eunomia.runtime.internal.engine.FormerRun;
import io.eunomia.runtime.internal.engine.LoadedVersion;
import io.eunomia.runtime.view.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over the run that a former process has left: a hot update whose old version is known by its pins. If the tracker has
 * got another package meanwhile, the one that runs is taken over first and updated then. Used once, under the lifecycle's
 * lock.
 */
final class Takeover {
    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    private final TrackerBundle tracker;
    private final TrackerEnvironment environment;
    private final Persistence persistence;

    Takeover(TrackerBundle tracker, TrackerEnvironment environment) {
        this.tracker = tracker;
        this.environment = environment;
        this.persistence = environment.persistence();
    }

    /**
     * Takes the run over.
     *
     * @param content that the tracker is to run
     * @param announce makes the streams known and opens the exports, before the first event is read
     * @return false when it cannot be taken over: then it is detached, and the tracker is to be started anew
     */
    boolean run(TrackerPackage content, FormerRun former, BiConsumer<LoadedVersion, TrackerPackage> announce) {
        Optional<TrackerPackage> ran = ran(content, former);
        if (ran.isEmpty()) {
            persistence.discard(tracker, "its package is not kept any more");
            return false;
        }
        LoadedVersion loaded;
        try {
            loaded = environment.engine().load(ran.get(), tracker.options(), tracker.run().hub(), former);
        } catch (TrackerException e) {
            persistence.discard(tracker, e.getMessage());
            return false;
        }
        announce.accept(loaded, ran.get());
        ActiveTracker active = tracker.run().active();
        UpdateReceipt receipt = persistence.adopt(active, former);
        tracker.updateLog().add(receipt);
        LOG.info("tracker {} is taken over: it runs since {}; {}", tracker.name(), former.run().since(), gap(receipt));
        if (ran.get() != content) {
            active.update(environment.engine().prepare(content, tracker.options(), active), tracker.updateLog()::add);
            tracker.describeRunning(content, persistence.refusal(tracker.options()));
        }
        return true;
    }

    /** Tells how long nobody read, and what was lost meanwhile. */
    private static String gap(UpdateReceipt receipt) {
        String since = receipt.takeOver().flatMap(UpdateReceipt.TakeOver::left)
                .map(left -> "nobody read for " + Durations.show(Duration.between(left, receipt.time())))
                .orElse("the process before was killed");
        String broken = receipt.attached().isEmpty() ? "" : ", in which these programs did not run: "
                + String.join(", ", receipt.attached());
        return since + broken + "; full rings refused " + receipt.lost() + " events";
    }

    /** Returns the package that the former process ran; empty when it is not kept. */
    private Optional<TrackerPackage> ran(TrackerPackage content, FormerRun former) {
        String digest = former.run().sha256();
        boolean same = digest.isEmpty() || environment.store().find(tracker.bundle().getLocation())
                .flatMap(record -> record.present()).filter(kept -> kept.sha256().equals(digest)).isPresent();
        return same ? Optional.of(content)
                : environment.contents().kept(digest, tracker.name()).map(BundleContents.Kept::content);
    }
}
