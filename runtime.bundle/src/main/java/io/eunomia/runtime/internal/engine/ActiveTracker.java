package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.NotAttached;
import io.eunomia.runtime.TrackerStats.MapStats;
import io.eunomia.runtime.TrackerStats.ProgramStats;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.UpdateReceipt.Mode;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.closing.Closer;
import io.eunomia.runtime.internal.persist.PinnedRun;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tracker that runs in the kernel: its hooks, and the version that they run. Safe for use by several threads. */
public final class ActiveTracker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveTracker.class);

    /** The most switches that may wait for their grace period at a time, because each keeps a version in the kernel. */
    private static final int MOST_WAITING = 8;
    private static final Notice.Ended STOPPED = new Notice.Ended(Notice.End.STOPPED, "the tracker was stopped");

    private final AfterGracePeriod afterGracePeriod;
    private final Consumer<ActiveTracker> whenClosed;
    private final TrackerHub hub;
    private final Hooks hooks = new Hooks();
    /** The version that the hooks run. It changes under this object's lock, and not any more once {@link #ending} is set. */
    private volatile LoadedVersion version;
    private final ShownVersion shown;
    private RunEnd ending;
    /** What is pinned of it; null while nothing is. */
    private TrackerPins pins;

    private ActiveTracker(GracePeriods periods, LoadedVersion version, TrackerHub hub, Consumer<ActiveTracker> whenClosed) {
        this.afterGracePeriod = new AfterGracePeriod(periods);
        this.version = version;
        this.shown = new ShownVersion(version);
        this.whenClosed = whenClosed;
        this.hub = hub;
    }

    /** Begins to read the streams of {@code version}, which it takes over, also when it fails; nothing is attached yet. */
    static ActiveTracker begin(GracePeriods periods, LoadedVersion version, TrackerHub hub,
            Consumer<ActiveTracker> whenClosed) {
        ActiveTracker tracker = new ActiveTracker(periods, version, hub, whenClosed);
        try {
            version.streams().announce();
            return tracker;
        } catch (RuntimeException e) {
            tracker.failed(e);
            throw e;
        }
    }

    /**
     * Attaches the programs: from here on there are events, and those who have subscribed by now get the first.
     *
     * @throws RuntimeException after which nothing is attached, and the run is to be ended
     */
    synchronized void attach() {
        if (ending != null) {
            throw new IllegalStateException("the tracker was stopped");
        }
        version.streams().read();
        hooks.attach(version);
    }

    /**
     * Takes over a former run in place of attaching: what its rings hold is read first.
     *
     * @return the receipt; what it says is lost was lost while nobody read
     * @throws RuntimeException after which the run is to be ended, and with it what is pinned
     */
    synchronized UpdateReceipt adopt(TrackerPins pinned, FormerRun former, Libbpf libbpf) {
        if (ending != null) {
            throw new IllegalStateException("the tracker was stopped");
        }
        pins = pinned;
        pins.adopt(version, former.run().objects());
        Instant time = Instant.now();
        long began = System.nanoTime();
        Hooks.Adoption adoption = hooks.adopt(version, pins, former, libbpf);
        long switchNanos = System.nanoTime() - began;
        if (!adoption.twice().isEmpty()) {
            LOG.warn("tracker {}: {} ran twice for a moment, because the kernel cannot switch it in one step: events of that"
                    + " moment are shown twice", name(), String.join(", ", adoption.twice()));
        }
        // A program that was not there has seen nothing of the time between.
        version.streams().goOnAfter(former.run(), adoption.attached().isEmpty(), former.mapsSince());
        shown.checkLosses();
        boolean exact = adoption.twice().isEmpty();
        return new UpdateReceipt(time, version.version(), version.version(), exact ? Mode.SLOT : Mode.OVERLAP,
                version.loadNanos(), switchNanos, lost(), exact ? OptionalLong.of(0) : OptionalLong.empty(), version.keptMaps(),
                adoption.attached(), adoption.detached(), Optional.of(former.takeOver()));
    }

    /** Pins what runs, so that it stays when the process ends; after an update only what has changed. */
    synchronized PinnedRun.Objects pin(Supplier<TrackerPins> fresh) {
        if (ending != null) {
            throw new IllegalStateException("the tracker was stopped");
        }
        if (pins == null) {
            pins = fresh.get();
        }
        return pins.pin(version, hooks.all(), hub.epoch());
    }

    /** Removes the pins of what was there before the last update, once the store names those of what is there now. */
    public synchronized void prunePins() {
        pins.prune();
    }

    /** Removes all pins: it ends with the process. */
    public synchronized void unpin() {
        pins.remove();
        pins = null;
    }

    /** Returns what goes when the process ends, and why. */
    public synchronized List<String> notKept() {
        if (pins == null) {
            return List.of();
        }
        List<String> all = new ArrayList<>(pins.notKept());
        version.streams().notKept().forEach(stream -> all.add("events of \"" + stream + "\" are lost while no daemon runs: only"
                + " ring buffers of the package's own keep them"));
        return all;
    }

    /**
     * Ends the reading and leaves what is pinned in the kernel. What is read already reaches the subscribers; what the rings
     * hold stays for the next process.
     *
     * @param last told to subscribers
     * @param drained called when no more events come
     * @return the end, which has come; its {@code closed} tells what went wrong
     */
    public synchronized RunEnd leave(Notice.Ended last, Runnable drained) {
        if (ending != null) {
            throw new IllegalStateException("the tracker was stopped");
        }
        RunEnd begun = RunEnd.begun();
        ending = begun;
        afterGracePeriod.await(0);
        finishRun(begun, last, drained, new Closer(), version.streams()::leave, () -> hooks.leave(pins));
        return begun;
    }

    /** Tells whether it is to stay in the kernel. */
    public synchronized boolean isPinned() {
        return pins != null && ending == null;
    }

    private void failed(RuntimeException cause) {
        try {
            end(new Notice.Ended(Notice.End.STOPPED, "it could not be started"), () -> { }).awaitClosed();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Switches to {@code next} without missing an event: when this returns, the hooks run it. The old version's invocations
     * then get time to end, its rings are read to their end, and only after that are the new version's events shown.
     *
     * @param next taken over, also when this fails
     * @param history gets the receipt now, and again, with the losses until the old version's end, when that has come
     * @return the receipt with the losses until now
     * @throws RuntimeException when a hook cannot be switched; the old version then runs as before
     */
    public synchronized UpdateReceipt update(LoadedVersion next, Consumer<UpdateReceipt> history) {
        if (ending != null) {
            next.close();
            throw new IllegalStateException("the tracker was stopped");
        }
        afterGracePeriod.await(MOST_WAITING);
        long lostBefore = lost();
        List<Hook> leftOver = new ArrayList<>();
        long began = System.nanoTime();
        Hooks.Switch change;
        try {
            change = hooks.change(version, next, leftOver);
        } catch (RuntimeException e) {
            next.close();
            throw e;
        }
        Hooks.disarm(leftOver);
        long switchNanos = System.nanoTime() - began;
        LoadedVersion old = version;
        version = next;
        UpdateReceipt receipt = new UpdateReceipt(Instant.now(), old.version(), next.version(),
                change.switched() ? Mode.SLOT : Mode.OVERLAP, next.loadNanos(), switchNanos, lost() - lostBefore,
                change.switched() ? OptionalLong.of(0) : OptionalLong.empty(), next.keptMaps(), change.attached(),
                change.detached());
        history.accept(receipt);
        afterGracePeriod.add(new AfterGracePeriod.Step() {
            @Override
            public void stage() {
                next.streams().stage();
            }

            @Override
            public void finish() {
                giveWay(old, next, leftOver);
                history.accept(receipt.withLost(lost() - lostBefore));
            }
        });
        return receipt;
    }

    /** Ends a switch once nothing runs the old version. A failure here must not keep the new one's events from being read. */
    private void giveWay(LoadedVersion old, LoadedVersion next, List<Hook> leftOver) {
        Closer closer = new Closer().run(old.streams()::finish)
                .run(() -> shown.change(next, new Notice.Updated(old.version(), next.version())))
                .run(() -> Hooks.detach(leftOver)).run(old::close);
        if (closer.failure() != null) {
            LOG.warn("the old version of a tracker did not end cleanly", closer.failure());
        }
    }

    /** Waits until the events of the last version switched to are shown. */
    public void awaitShown() {
        afterGracePeriod.await(0);
    }

    private long lost() {
        return hub.streamLedgers().stream().mapToLong(ledger -> ledger.kernelLost().orElse(0)).sum();
    }

    /** Returns the streams that it shows, or will show when the last switch is over. */
    public List<EventSchema> streams() {
        return version.streams().schemas();
    }

    /** Returns the names of its streams that show nothing until {@link #read}. */
    public List<String> onDemand() {
        return version.streams().onDemand();
    }

    /** Runs its iterators once; see {@link StreamSet#read}. */
    public Subscription read(String stream, SubscriptionOptions options) {
        return version.streams().read(stream, options);
    }

    /** Returns the pins of the maps of the version it runs. */
    Pins pins() {
        return version.pins();
    }

    String name() {
        return version.object().name();
    }

    TrackerHub hub() {
        return hub;
    }

    synchronized BpfObject object() {
        return version.object();
    }

    /** Returns what it does without on this kernel. */
    public synchronized List<String> warnings() {
        return version.warnings();
    }

    /** Returns the programs that could not be attached. */
    public synchronized List<NotAttached> notAttached() {
        return hooks.missing();
    }

    /** Returns the arguments it takes, those derived from the object included. */
    public synchronized Map<String, ArgumentSpec> arguments() {
        return version.arguments();
    }

    public synchronized List<ProgramStats> programs() {
        return ending != null ? List.of() : KernelStats.programs(version, hooks);
    }

    public synchronized List<MapStats> maps() {
        return ending != null ? List.of() : KernelStats.maps(version);
    }

    /** Updates the ledger from the kernel's counters. */
    public void checkLosses() {
        shown.checkLosses();
    }

    /** Waits for an end that has begun. @return false when it runs; else returns when nothing of it is left */
    boolean awaitEndIfBegun() {
        RunEnd begun;
        synchronized (this) {
            begun = ending;
        }
        if (begun == null) {
            return false;
        }
        begun.closed().handle((done, failure) -> true).join();
        return true;
    }

    /** Ends the run and waits for all of it. */
    @Override
    public void close() {
        end(STOPPED, () -> { }).awaitClosed();
    }

    /**
     * Ends the run: when this returns, no invocation begins any more. The rest follows by itself: invocations under way may
     * end, the rings are read to their end, subscribers are told, and everything is detached and unloaded. A second call
     * does nothing.
     *
     * @param last told to subscribers
     * @param drained called when the ledger is final, before anything is unloaded
     */
    public synchronized RunEnd end(Notice.Ended last, Runnable drained) {
        if (ending != null) {
            return ending;
        }
        RunEnd begun = RunEnd.begun();
        ending = begun;
        Closer closer = new Closer();
        if (pins != null) {
            // What is still pinned would stay attached.
            closer.run(pins::remove);
        }
        closer.run(hooks::disarmAll);
        afterGracePeriod.add(new AfterGracePeriod.Step() {
            @Override
            public void stage() {
                // The event loop goes on reading the rings.
            }

            @Override
            public void finish() {
                finishRun(begun, last, drained, closer, version.streams()::finish, hooks::detachAll);
            }
        });
        return begun;
    }

    /**
     * Does the steps of an end in their order: nothing is read any more, subscribers are told, the ledger is final, nothing of
     * this process is left in the kernel.
     *
     * @param readers ends the reading
     * @param attachments lets go of the hooks
     */
    private void finishRun(RunEnd begun, Notice.Ended last, Runnable drained, Closer closer, Runnable readers,
            Runnable attachments) {
        shown.end();
        closer.run(readers).run(() -> hub.end(last));
        begun.drained().complete(KernelStats.last(version, hooks));
        closer.run(drained).run(attachments).run(version::close);
        whenClosed.accept(this);
        if (closer.failure() == null) {
            begun.closed().complete(null);
        } else {
            begun.closed().completeExceptionally(closer.failure());
        }
    }
}
