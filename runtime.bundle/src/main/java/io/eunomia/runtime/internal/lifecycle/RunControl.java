package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.event.EventId;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.internal.engine.FormerRun;
import io.eunomia.runtime.internal.engine.LoadedVersion;
import io.eunomia.runtime.internal.engine.RunEnd;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends the runs of one tracker, with the exports and the first subscriber of each. The {@link TrackerLifecycle}
 * calls it under its lock; {@link #expect} and {@link #preload} may be called from any thread.
 */
final class RunControl {
    private static final Logger LOG = LoggerFactory.getLogger(RunControl.class);
    private static final Notice.Ended NOT_STARTED = new Notice.Ended(Notice.End.STOPPED, "it could not be started");

    private final TrackerBundle tracker;
    private final TrackerEnvironment environment;
    private final Preload preload;
    private volatile Optional<FirstSubscriber> first = Optional.empty();
    private Exports exports;
    /** The content that was read when the bundle was found; kept until its first use, so that it is not read twice. */
    private TrackerPackage unread;

    /** @param content what the bundle holds, for the first run; null when it could not be read */
    RunControl(TrackerBundle tracker, TrackerPackage content, TrackerEnvironment environment) {
        this.tracker = tracker;
        this.environment = environment;
        this.preload = new Preload(environment.engine(), tracker, content);
        this.exports = new Exports(environment.handlers(), environment.formats(), tracker.bundle());
        this.unread = content;
    }

    Preload preload() {
        return preload;
    }

    /** Lets the next run subscribe this subscriber before a program is attached. */
    void expect(Optional<FirstSubscriber> subscriber) {
        first = subscriber;
    }

    /** Takes the content that the bundle has from now on. */
    void content(TrackerPackage content) {
        unread = content;
    }

    /** Drops the content, which takes memory, because the tracker does not run for now; it is read again when it is needed. */
    void forgetContent() {
        preload.end();
        unread = null;
    }

    /**
     * Loads the tracker, opens its exports, subscribes its first subscriber, and then attaches its programs, so that the
     * first event reaches them all.
     *
     * @throws RuntimeException after which nothing of the run is left
     */
    void begin() {
        awaitEnd();
        boolean prepared = false;
        try {
            TrackerPackage content = unread != null ? unread : environment.contents().read(tracker.bundle());
            unread = null;
            boolean ranBefore = tracker.isPinned();
            Optional<FormerRun> former = environment.persistence().former(tracker);
            if (former.isEmpty() || !takenOver(content, former.get())) {
                prepared = prepare();
                beginAnew(content, ranBefore);
            }
            environment.persistence().keep(tracker);
        } catch (RuntimeException e) {
            release(NOT_STARTED);
            awaitEnd();
            if (prepared) {
                environment.persistence().abandon(tracker);
            }
            throw e;
        }
    }

    private boolean takenOver(TrackerPackage content, FormerRun former) {
        try {
            return new Takeover(tracker, environment).run(content, former, this::announce);
        } catch (RuntimeException e) {
            release(NOT_STARTED);
            awaitEnd();
            environment.persistence().discard(tracker, e.getMessage());
            return false;
        }
    }

    /** Makes the folder for its pins, if it is to have any. @return whether there is one of this run now */
    private boolean prepare() {
        boolean wanted = environment.persistence().wanted(tracker.options());
        if (wanted) {
            environment.persistence().prepare(tracker);
        }
        return wanted;
    }

    /** @param ranBefore whether a former process has left a run, which could not be taken over: what it saw is not known */
    private void beginAnew(TrackerPackage content, boolean ranBefore) {
        announce(preload.take(content, tracker.options()), content);
        if (ranBefore) {
            tracker.run().hub().tellMissed();
        }
        environment.engine().attach(tracker.run().active());
    }

    /** Makes the streams known, and opens what is to get the first event. */
    private void announce(LoadedVersion version, TrackerPackage content) {
        tracker.run().begin(environment.engine().begin(version, tracker.run().hub()));
        tracker.describeRunning(content, environment.persistence().refusal(tracker.options()));
        exports.open(tracker, tracker.options().exports());
        Optional<FirstSubscriber> subscriber = first;
        first = Optional.empty();
        subscriber.ifPresent(one -> one.subscribe(tracker));
    }

    /** Ends the run, if there is one, and what was loaded for the next. */
    void end() {
        preload.end();
        boolean allEnd = environment.frameworkEnds();
        if (allEnd && environment.persistence().leaves(tracker)) {
            leave();
            return;
        }
        release(reason(allEnd));
        if (allEnd) {
            // The HTTP server and the other bundles that carry events to subscribers stop next.
            tracker.run().ending().ifPresent(RunEnd::awaitDrained);
        }
    }

    /** Ends the reading, because the process or the runtime ends, and leaves in the kernel what is pinned there. */
    void leave() {
        if (!environment.persistence().leaves(tracker)) {
            release(reason(true));
            return;
        }
        Exports finishing = exports;
        exports = new Exports(environment.handlers(), environment.formats(), tracker.bundle());
        tracker.run().leave(reason(true), finishing::close);
        try {
            tracker.awaitEnd();
            environment.persistence().left(tracker, new EventId(tracker.run().hub().epoch(), tracker.run().hub().sequence()));
        } catch (RuntimeException e) {
            LOG.warn("tracker {} was not left cleanly; the next process takes it for one whose process was killed", tracker.name(), e);
        }
    }

    /** Tells subscribers why the run ends. */
    private static Notice.Ended reason(boolean allEnd) {
        if (allEnd) {
            return new Notice.Ended(Notice.End.DAEMON, "the daemon ends");
        }
        return FrameworkCall.removes() ? new Notice.Ended(Notice.End.REMOVED, "the tracker was removed")
                : new Notice.Ended(Notice.End.STOPPED, "the tracker was stopped");
    }

    private void release(Notice.Ended last) {
        Exports finishing = exports;
        exports = new Exports(environment.handlers(), environment.formats(), tracker.bundle());
        boolean pinned = environment.persistence().leaves(tracker);
        if (pinned) {
            environment.persistence().forget(tracker);
        }
        tracker.run().end(last, finishing::close);
        if (pinned) {
            environment.persistence().tidy();
        }
    }

    /** Waits until the last run's exports and exclusive hooks are free again. */
    private void awaitEnd() {
        try {
            tracker.awaitEnd();
        } catch (RuntimeException e) {
            LOG.warn("tracker {} did not stop cleanly", tracker.name(), e);
        }
    }
}
