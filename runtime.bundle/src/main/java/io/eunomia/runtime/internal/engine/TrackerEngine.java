package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.decode.KernelClock;
import io.eunomia.runtime.internal.stream.EventLoop;
import io.eunomia.runtime.internal.stream.HistoryBudget;
import io.eunomia.runtime.internal.stream.StreamSupport;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads and attaches packages; shared by all trackers. Any thread may call it. */
public final class TrackerEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerEngine.class);

    private final Libbpf libbpf;
    private final StreamSupport support;
    private final GracePeriods periods;
    private final Suitability suitability;
    private volatile SoftReference<ByTypes> lastTypes = new SoftReference<>(null);
    private final DescriptorReserve reserve;
    private final HistoryBudget histories = new HistoryBudget();
    private final Set<ActiveTracker> running = ConcurrentHashMap.newKeySet();

    /** This machine with kernel types that were given. @param types their name and digest */
    private record ByTypes(String types, Host host) {
    }

    /** Makes an engine that reserves no descriptors. @param ticker reads tables; all three stay the caller's */
    public TrackerEngine(Libbpf libbpf, EventLoop loop, ScheduledExecutorService ticker) {
        this(libbpf, loop, ticker, DescriptorReserve.none());
    }

    /** Makes an engine that keeps some descriptors from trackers. */
    public TrackerEngine(Libbpf libbpf, EventLoop loop, ScheduledExecutorService ticker, DescriptorReserve reserve) {
        this.reserve = reserve;
        this.libbpf = libbpf;
        this.periods = new GracePeriods(libbpf::awaitInvocations);
        this.support = new StreamSupport(loop, ticker, libbpf::awaitInvocations, new KernelClock(libbpf::kernelTime));
        this.suitability = new Suitability(libbpf.probes());
    }

    /** Makes a hub for the streams of a tracker, over all its runs. */
    public TrackerHub newHub() {
        return new TrackerHub(histories);
    }

    /**
     * Loads a package and attaches its programs; events are read from the first on.
     *
     * @param hub receives the streams
     * @return owned by the caller
     * @throws TrackerException after which nothing is left in the kernel
     */
    public ActiveTracker start(TrackerPackage trackerPackage, StartOptions options, TrackerHub hub) {
        ActiveTracker tracker = begin(load(trackerPackage, options, hub), hub);
        try {
            attach(tracker);
            return tracker;
        } catch (TrackerException e) {
            tracker.close();
            throw e;
        }
    }

    /**
     * Takes the first step of {@link #start(TrackerPackage, StartOptions, TrackerHub)}: it loads, which takes time but
     * changes nothing that anybody sees.
     *
     * @return owned by the caller
     * @throws TrackerException after which nothing is left in the kernel
     */
    public LoadedVersion load(TrackerPackage trackerPackage, StartOptions options, TrackerHub hub) {
        return load(trackerPackage, options, hub, null);
    }

    /**
     * Takes the second step: its streams are there and may be subscribed to, but no program is attached.
     *
     * @param version loaded for {@code hub}; taken over, also when this fails
     * @return owned by the caller
     */
    public ActiveTracker begin(LoadedVersion version, TrackerHub hub) {
        try {
            ActiveTracker tracker = ActiveTracker.begin(periods, version, hub, running::remove);
            running.add(tracker);
            requireOwnRings(tracker);
            return tracker;
        } catch (RuntimeException e) {
            throw Failures.exception(e);
        }
    }

    /**
     * Takes the last step: it attaches the programs, and the first event reaches those who have subscribed by now.
     *
     * @throws TrackerException after which the caller has to end the run
     */
    public void attach(ActiveTracker tracker) {
        try {
            tracker.attach();
            // Only now is it known how many descriptors attaching takes.
            reserve.require();
        } catch (RuntimeException e) {
            throw Failures.exception(e);
        }
    }

    /**
     * Loads a version that is to follow a running tracker, beside it; {@link ActiveTracker#update} then switches to it.
     *
     * @return owned by the caller
     * @throws TrackerException after which nothing of it is left in the kernel
     */
    public LoadedVersion prepare(TrackerPackage trackerPackage, StartOptions options, ActiveTracker running) {
        return load(trackerPackage, options, running.hub(), running.object());
    }

    private LoadedVersion load(TrackerPackage trackerPackage, StartOptions options, TrackerHub hub,
            BpfObject running) {
        Map<String, Failure> refused = new HashMap<>();
        while (true) {
            try {
                return load(trackerPackage, options, hub, running, refused);
            } catch (BpfException e) {
                // Only a program that the kernel has just refused can be given up, so each round leaves out one more.
                boolean next = e.operation().startsWith("program ")
                        && ProgramPlanner.optional(trackerPackage.descriptor(), options, e.subject())
                        && refused.putIfAbsent(e.subject(), Failures.of(e)) == null;
                if (!next) {
                    throw Failures.exception(e);
                }
            } catch (RuntimeException e) {
                throw Failures.exception(e);
            }
        }
    }

    private LoadedVersion load(TrackerPackage trackerPackage, StartOptions options, TrackerHub hub, BpfObject running,
            Map<String, Failure> refused) {
        long began = System.nanoTime();
        Descriptor descriptor = trackerPackage.descriptor();
        Host host = host(options);
        try (BpfObjectFile file = host.open(trackerPackage)) {
            Preparation made = Preparation.of(file, trackerPackage, options, host,
                    pins -> shared(pins, tracker -> tracker.hub() == hub), refused);
            made.require();
            List<String> kept = running == null ? List.of() : KeptMaps.reuse(file, running, descriptor.keepMaps());
            made.choosePrograms();
            BpfObject object = loaded(file, host);
            long loadNanos = System.nanoTime() - began;
            return owned(object, () -> {
                reserve.require();
                return LoadedVersion.open(libbpf, hub, support, descriptor.version(), object, made, loadNanos, kept);
            });
        }
    }

    private static BpfObject loaded(BpfObjectFile file, Host host) {
        try {
            return file.load();
        } catch (BpfException e) {
            if (e.operation().equals("object load")) {
                new ThisKernel(host, file).misfits().stream().findFirst().ifPresent(failure -> {
                    throw new TrackerException(failure, e);
                });
            }
            throw e;
        }
    }

    private static LoadedVersion owned(BpfObject object, java.util.function.Supplier<LoadedVersion> rest) {
        try {
            return rest.get();
        } catch (RuntimeException e) {
            object.close();
            throw e;
        }
    }

    private Host host() {
        return new Host(libbpf, suitability, support.clock(), Optional.empty());
    }

    private Host host(StartOptions options) {
        return options.btf().map(this::host).orElseGet(this::host);
    }

    /** Returns the machine with given types, which are kept because other trackers are given the same ones. */
    private Host host(GivenTypes types) {
        ByTypes known = lastTypes.get();
        if (known == null || !known.types().equals(types.toString())) {
            known = new ByTypes(types.toString(), host().with(TypesCheck.read(types)));
            lastTypes = new SoftReference<>(known);
        }
        return known.host();
    }

    /**
     * Returns the failure when a running tracker reads one of these pinned rings. A tracker that is about to end is waited
     * for.
     *
     * @param self accepts the tracker that may read them
     */
    private Optional<Failure> shared(Pins pins, Predicate<ActiveTracker> self) {
        for (ActiveTracker other : running) {
            Optional<Failure> conflict = self.test(other) ? Optional.empty() : pins.conflict(other.pins(), other.name());
            if (conflict.isPresent() && !other.awaitEndIfBegun()) {
                return conflict;
            }
        }
        return Optional.empty();
    }

    /** Checks again after the tracker is listed: of two that start at the same time, each sees the other here. */
    private void requireOwnRings(ActiveTracker tracker) {
        shared(tracker.pins(), other -> other == tracker).ifPresent(failure -> {
            tracker.close();
            throw new TrackerException(failure);
        });
    }

    /** @throws TrackerException when the kernel lacks what the package says that it requires */
    public void requireKernel(TrackerPackage trackerPackage, StartOptions options) {
        suitability.lacks(trackerPackage.descriptor().requires(), options.btf().isPresent()).stream().findFirst()
                .ifPresent(failure -> {
                    throw new TrackerException(failure);
                });
    }

    /** Returns access to the maps pinned in this machine's file systems. */
    public PinnedMaps pinned() {
        return new PinnedMaps(libbpf);
    }

    /** Stops all trackers that still run, and waits until everything is out of the kernel. */
    @Override
    public void close() {
        for (ActiveTracker tracker : running) {
            try {
                tracker.close();
            } catch (RuntimeException e) {
                LOG.warn("a tracker did not end cleanly", e);
            }
        }
    }

    /** Returns a planner that tells what {@link #start} would do, without loading anything. */
    public PlanMaker planner() {
        return new PlanMaker(host(), this::host, (pins, name) -> shared(pins, tracker -> tracker.name().equals(name)));
    }
}
