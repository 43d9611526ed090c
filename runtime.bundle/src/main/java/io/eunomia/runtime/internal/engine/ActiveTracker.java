package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.runtime.TrackerStats.MapStats;
import io.eunomia.runtime.TrackerStats.ProgramStats;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.internal.stream.StreamSet;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A package at work in the kernel: object, streams and links, closed in the reverse order. Any thread may read its
 * statistics; one thread closes it.
 */
public final class ActiveTracker implements AutoCloseable {
    private final BpfObject object;
    private final TrackerHub hub;
    private final Map<String, String> attachedTo = new LinkedHashMap<>();
    private final List<BpfLink> links = new ArrayList<>();
    private StreamSet streams;
    private boolean closed;

    private final Map<String, ArgumentSpec> arguments;

    private ActiveTracker(BpfObject object, TrackerHub hub, Map<String, ArgumentSpec> arguments) {
        this.object = object;
        this.hub = hub;
        this.arguments = arguments;
    }

    /** Takes over {@code object}, also when it fails. */
    static ActiveTracker attach(BpfObject object, List<ProgramPlan> programs, Map<String, ArgumentSpec> arguments,
            TrackerHub hub, Supplier<StreamSet> streams) {
        ActiveTracker tracker = new ActiveTracker(object, hub, arguments);
        try {
            tracker.streams = streams.get();
            for (ProgramPlan plan : programs) {
                if (plan.chosen()) {
                    AttachPoint point = plan.point() instanceof AttachPoint.KernelFunction ? AttachPoint.bySection()
                            : plan.point();
                    tracker.links.add(object.program(plan.program().name()).attach(point));
                    tracker.attachedTo.put(plan.program().name(), plan.target());
                }
            }
            return tracker;
        } catch (RuntimeException e) {
            tracker.close("it could not be started");
            throw e;
        }
    }

    /** The arguments it takes, those derived from the object included. */
    public Map<String, ArgumentSpec> arguments() {
        return arguments;
    }

    public synchronized List<ProgramStats> programs() {
        return closed ? List.of() : object.programs().stream().map(this::stats).toList();
    }

    private ProgramStats stats(BpfProgram program) {
        BpfProgram.Info info = program.info();
        return new ProgramStats(program.name(), program.type().name().toLowerCase(Locale.ROOT),
                attachedTo.getOrDefault(program.name(), ""), info.id(), info.runCount(), info.runNanos(),
                info.memoryBytes(), info.recursionMisses());
    }

    public synchronized List<MapStats> maps() {
        return closed ? List.of() : object.maps().stream().map(ActiveTracker::stats).toList();
    }

    private static MapStats stats(BpfMap map) {
        return new MapStats(map.name(), map.type().name().toLowerCase(Locale.ROOT), map.keySize(), map.valueSize(),
                map.maxEntries(), map.memoryBytes());
    }

    /** Brings the ledger up to the kernel's counters. */
    public synchronized void checkLosses() {
        if (!closed) {
            streams.checkLosses();
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
        RuntimeException failure = run(this::detach, null);
        if (streams != null) {
            failure = run(streams::finish, failure);
            failure = run(() -> hub.end(reason), failure);
            failure = run(streams::close, failure);
        } else {
            failure = run(() -> hub.end(reason), failure);
        }
        failure = run(object::close, failure);
        if (failure != null) {
            throw failure;
        }
    }

    /** Side by side: closing a perf-event tracepoint link waits tens of ms for an RCU grace period. */
    private void detach() {
        CompletableFuture<?>[] closing = new CompletableFuture<?>[links.size()];
        for (int i = 0; i < closing.length; i++) {
            closing[i] = links.size() == 1 ? closeNow(links.get(i)) : closeAside(links.get(i));
        }
        CompletableFuture.allOf(closing).join();
    }

    private static CompletableFuture<Void> closeNow(BpfLink link) {
        link.close();
        return CompletableFuture.completedFuture(null);
    }

    private static CompletableFuture<Void> closeAside(BpfLink link) {
        return CompletableFuture.runAsync(link::close, command -> new Thread(command, "eunomia-detach").start());
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
