package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.TrackerStats.MapStats;
import io.eunomia.runtime.TrackerStats.ProgramStats;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.UpdateReceipt.Mode;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A package at work in the kernel: hooks, and the version they run. Any thread may read its statistics; one thread at
 * a time updates or closes it.
 */
public final class ActiveTracker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveTracker.class);

    private final Libbpf libbpf;
    private final TrackerHub hub;
    private final Hooks hooks = new Hooks();
    private LoadedVersion version;
    private boolean closed;

    private ActiveTracker(Libbpf libbpf, LoadedVersion version, TrackerHub hub) {
        this.libbpf = libbpf;
        this.version = version;
        this.hub = hub;
    }

    /** Takes over {@code version}, also when it fails. */
    static ActiveTracker start(Libbpf libbpf, LoadedVersion version, TrackerHub hub) {
        ActiveTracker tracker = new ActiveTracker(libbpf, version, hub);
        try {
            version.streams().begin();
            tracker.hooks.attach(version);
            return tracker;
        } catch (RuntimeException e) {
            tracker.close("it could not be started");
            throw e;
        }
    }

    /**
     * Switches to {@code next} without missing an event: the hooks run it from now on, what runs of the old version is
     * let end, its rings are read to their end, and only then are the new one's read.
     *
     * @param next taken over, also when this fails
     * @throws RuntimeException when a hook cannot be switched; the old version then runs as before
     */
    public synchronized UpdateReceipt update(LoadedVersion next) {
        if (closed) {
            next.close();
            throw new IllegalStateException("the tracker was stopped");
        }
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
        long switchNanos = System.nanoTime() - began;
        LoadedVersion old = version;
        version = next;
        letEnd(leftOver, next);
        // The switch is made: what fails from here on must not keep the new version's events from being read.
        RuntimeException failure = run(old.streams()::finish, null);
        failure = run(() -> next.streams().goOn(new Notice.Updated(old.version(), next.version())), failure);
        failure = run(old::close, failure);
        if (failure != null) {
            LOG.warn("the old version of a tracker did not end cleanly", failure);
        }
        return new UpdateReceipt(Instant.now(), old.version(), next.version(),
                change.switched() ? Mode.SLOT : Mode.OVERLAP, next.loadNanos(), switchNanos, lost() - lostBefore,
                change.switched() ? OptionalLong.of(0) : OptionalLong.empty(), next.keptMaps(), change.attached(),
                change.detached());
    }

    /** Waits until nothing runs the old version any more; meanwhile the new one's rings must not fill. */
    private void letEnd(List<Hook> leftOver, LoadedVersion next) {
        Thread waiting = new Thread(() -> {
            Hooks.detach(leftOver);
            libbpf.awaitInvocations();
        }, "eunomia-switch");
        waiting.start();
        boolean interrupted = false;
        while (waiting.isAlive()) {
            next.streams().stage();
            try {
                waiting.join(1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private long lost() {
        return hub.streamLedgers().stream().mapToLong(ledger -> ledger.kernelLost().orElse(0)).sum();
    }

    TrackerHub hub() {
        return hub;
    }

    synchronized BpfObject object() {
        return version.object();
    }

    /** The arguments it takes, those derived from the object included. */
    public synchronized Map<String, ArgumentSpec> arguments() {
        return version.arguments();
    }

    public synchronized List<ProgramStats> programs() {
        return closed ? List.of() : version.object().programs().stream().map(this::stats).toList();
    }

    private ProgramStats stats(BpfProgram program) {
        BpfProgram.Info own = program.info();
        BpfProgram.Info entered = hooks.of(program).map(hook -> hook.info(program)).orElse(own);
        return new ProgramStats(program.name(), program.type().name().toLowerCase(Locale.ROOT),
                version.targets().getOrDefault(program.name(), ""), own.id(), entered.runCount(), entered.runNanos(),
                own.memoryBytes(), entered.recursionMisses());
    }

    public synchronized List<MapStats> maps() {
        return closed ? List.of() : version.object().maps().stream().map(ActiveTracker::stats).toList();
    }

    private static MapStats stats(BpfMap map) {
        return new MapStats(map.name(), map.type().name().toLowerCase(Locale.ROOT), map.keySize(), map.valueSize(),
                map.maxEntries(), map.memoryBytes());
    }

    /** Brings the ledger up to the kernel's counters. */
    public synchronized void checkLosses() {
        if (!closed) {
            version.streams().checkLosses();
        }
    }

    @Override
    public void close() {
        close("the tracker was stopped");
    }

    /** Detaches, reads what is left in the rings, unloads. @param reason told to subscribers */
    public synchronized void close(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        RuntimeException failure = run(hooks::detachAll, null);
        failure = run(version.streams()::finish, failure);
        failure = run(() -> hub.end(reason), failure);
        failure = run(version::close, failure);
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException run(Runnable step, RuntimeException before) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
        }
        return before;
    }
}
