package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.event.EventId;
import io.eunomia.runtime.internal.engine.ActiveTracker;
import io.eunomia.runtime.internal.engine.FormerRun;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.persist.PersistMode;
import io.eunomia.runtime.internal.persist.PinFolders;
import io.eunomia.runtime.internal.persist.PinnedRun;
import io.eunomia.runtime.internal.persist.StateId;
import io.eunomia.runtime.internal.store.TrackerRecord;
import io.eunomia.runtime.internal.store.TrackerStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps runs in the kernel over the end of the process. What is pinned is named in the store before it counts: pins that the
 * store does not name are removed by the next start. Any thread; of one tracker under its lifecycle's lock.
 */
public final class Persistence {
    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final PersistMode mode;
    private final PinFolders folders;
    private final TrackerStore store;
    private final TrackerEngine engine;
    private String state;

    public Persistence(PersistMode mode, PinFolders folders, TrackerStore store, TrackerEngine engine) {
        this.mode = mode;
        this.folders = folders;
        this.store = store;
        this.engine = engine;
    }

    /** Tells whether a tracker with these options stays in the kernel when the process ends. */
    boolean wanted(StartOptions options) {
        return mode.persists(options);
    }

    /** Says that a tracker's options ask for what this process does not do. */
    Optional<String> refusal(StartOptions options) {
        return mode.refusal(options);
    }

    /** Makes the folder of a tracker's pins, before anything of it is attached. @throws TrackerException when it cannot be */
    synchronized void prepare(TrackerBundle tracker) {
        folders.create(state(), store.folder());
        folders.child(folder(tracker.id()));
    }

    /** Removes what {@link #prepare} has made, because the tracker could not be started. */
    synchronized void abandon(TrackerBundle tracker) {
        folders.remove(folder(tracker.id()));
        tidy();
    }

    private synchronized String state() {
        if (state == null) {
            state = StateId.of(store.folder());
        }
        return state;
    }

    private Path folder(int id) {
        return folders.tracker(state(), id);
    }

    private Optional<PinnedRun> pinned(TrackerBundle tracker) {
        return store.find(tracker.bundle().getLocation()).flatMap(TrackerRecord::pinned);
    }

    /**
     * Finds the run that a former process has left of a tracker. One that cannot be taken over is detached, and that is logged.
     *
     * @throws TrackerException when the pins are not this process's alone; they are left as they are
     */
    Optional<FormerRun> former(TrackerBundle tracker) {
        Optional<FormerRun> former = pinned(tracker).map(run -> new FormerRun(folder(tracker.id()), run));
        if (former.isEmpty()) {
            return former;
        }
        // Whoever can change pins decides what is taken over, and a copy of a state folder names those of another one.
        prepare(tracker);
        PinnedRun run = former.get().run();
        Optional<String> fault = run.boot().equals(boot()) ? engine.fault(former.get())
                : Optional.of("the machine was booted since");
        fault.ifPresent(why -> discard(tracker, why));
        return fault.isPresent() ? Optional.empty() : former;
    }

    /** Detaches what a former process has left and that cannot be taken over. */
    void discard(TrackerBundle tracker, String why) {
        LOG.warn("tracker {} cannot be taken over as the last process left it: {}; it starts anew, and what happened in between"
                + " is not seen", tracker.name(), why);
        forget(tracker);
        folders.remove(folder(tracker.id()));
    }

    /** Takes a run over: the hooks run the version that was loaded, and its rings are read. */
    UpdateReceipt adopt(ActiveTracker loaded, FormerRun former) {
        return engine.adopt(loaded, folders, former);
    }

    /**
     * Pins the run of a tracker that is to stay, or what an update has changed of it, and names it in the store. A tracker that
     * is not to stay is not pinned any more.
     *
     * @throws TrackerException when it cannot be pinned
     */
    void keep(TrackerBundle tracker) {
        ActiveTracker running = tracker.run().active();
        if (running == null) {
            return;
        }
        if (!wanted(tracker.options())) {
            release(tracker, running);
            return;
        }
        PinnedRun.Objects objects = engine.pin(running, folders, folder(tracker.id()));
        name(tracker, record -> Optional.of(named(record, objects)));
        prune(tracker, running);
        running.notKept().forEach(what -> LOG.warn("tracker {}: {}", tracker.name(), what));
    }

    private static void prune(TrackerBundle tracker, ActiveTracker running) {
        try {
            running.prunePins();
        } catch (TrackerException e) {
            LOG.warn("tracker {} runs, and something that is not of its making is left beside its pins: {}", tracker.name(), e.getMessage());
        }
    }

    /** Does what {@link #keep} does after a change that has been made: a failure is only logged. */
    void keepOrTell(TrackerBundle tracker) {
        try {
            keep(tracker);
        } catch (RuntimeException e) {
            LOG.warn("tracker {} is not taken over by the next daemon as it runs now, because it cannot be pinned: {}",
                    tracker.name(), e.getMessage());
        }
    }

    private void name(TrackerBundle tracker, Function<TrackerRecord, Optional<PinnedRun>> change) {
        store.change(tracker.bundle().getLocation(), record -> record.pinning(change.apply(record)))
                .ifPresent(record -> tracker.pinned(record.pinned()));
    }

    private static PinnedRun named(TrackerRecord record, PinnedRun.Objects objects) {
        String digest = record.present().map(kept -> kept.sha256()).orElse("");
        return record.pinned().map(run -> run.with(digest, objects))
                .orElseGet(() -> new PinnedRun(boot(), Instant.now(), digest, objects, null));
    }

    private void release(TrackerBundle tracker, ActiveTracker running) {
        if (running.isPinned()) {
            forget(tracker);
            running.unpin();
            tidy();
        }
    }

    /** Tells whether the tracker's run is to be left in the kernel now that the process ends. */
    boolean leaves(TrackerBundle tracker) {
        ActiveTracker running = tracker.run().active();
        return running != null && running.isPinned();
    }

    /** Notes that the process has ended in order. If it cannot, the next one takes it for killed, which loses no event. */
    void left(TrackerBundle tracker, EventId last) {
        tryToNote(tracker, "that it was left in order",
                record -> record.pinned().map(run -> run.ended(new PinnedRun.End(last.sequence(), Instant.now()))));
        LOG.info("tracker {} stays in the kernel for the next daemon; the last event that was read is {}", tracker.name(), last);
    }

    /** Takes the run out of the store, because it ends, and its pins with it. If it cannot, the next start finds no pins. */
    void forget(TrackerBundle tracker) {
        if (pinned(tracker).isPresent()) {
            tryToNote(tracker, "that it is not pinned any more", record -> Optional.empty());
        }
    }

    private void tryToNote(TrackerBundle tracker, String what, Function<TrackerRecord, Optional<PinnedRun>> change) {
        try {
            name(tracker, change);
        } catch (TrackerException e) {
            LOG.warn("{}; it is not noted of tracker {} {}", e.failure().message(), tracker.name(), what);
        }
    }

    /** Removes the folder of this state folder's pins when nothing is pinned any more. */
    synchronized void tidy() {
        if (state != null) {
            folders.tidy(state);
        }
    }

    /** Removes pins that the store does not name: a kill has cut their making short, or their removal. */
    public void sweep() {
        Optional<String> known = StateId.read(store.folder());
        if (known.isEmpty() || !Files.isDirectory(folders.root().resolve(known.get()))) {
            return;
        }
        try {
            folders.create(known.get(), store.folder());
        } catch (TrackerException e) {
            LOG.warn("what is pinned in {} is left as it is: {}", folders.root().resolve(known.get()), e.getMessage());
            return;
        }
        for (TrackerRecord record : store.records()) {
            if (record.pinned().isPresent() && (record.stopped() || record.mark() != TrackerRecord.Mark.NONE)) {
                store.change(record.location(), one -> one.pinning(Optional.empty()));
            }
        }
        Set<Path> named = store.records().stream().filter(record -> record.pinned().isPresent())
                .map(record -> folder(record.id())).collect(Collectors.toSet());
        folders.found().stream().filter(found -> found.name().equals(known.get()))
                .flatMap(found -> found.trackers().stream()).map(one -> folders.root().resolve(known.get()).resolve(one.name()))
                .filter(one -> !named.contains(one)).forEach(one -> {
                    LOG.warn("{} is removed, and what is pinned there detached: no tracker that is to run has left it", one);
                    folders.remove(one);
                });
        folders.tidy(known.get());
    }

    private static String boot() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
