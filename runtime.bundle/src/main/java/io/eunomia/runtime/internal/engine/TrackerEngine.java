package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.RunStatistics;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.decode.KernelClock;
import io.eunomia.runtime.internal.display.SeriesBudget;
import io.eunomia.runtime.internal.enrich.Enrichers;
import io.eunomia.runtime.internal.names.RunningNames;
import io.eunomia.runtime.internal.persist.PinFolders;
import io.eunomia.runtime.internal.persist.PinnedRun;
import io.eunomia.runtime.internal.stack.SymbolFrames;
import io.eunomia.runtime.internal.stream.EventLoop;
import io.eunomia.runtime.internal.stream.HistoryBudget;
import io.eunomia.runtime.internal.stream.StreamSupport;
import io.eunomia.runtime.internal.stream.TrackerHub;
import io.eunomia.runtime.internal.symbol.Symbols;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Loads and attaches packages; shared by all trackers. Any thread may call it. */
public final class TrackerEngine implements AutoCloseable {
    private final Libbpf libbpf;
    private final StreamSupport support;
    private final Symbols symbols;
    private final GracePeriods periods;
    private final Suitability suitability;
    private final DescriptorReserve reserve;
    private final HistoryBudget histories = new HistoryBudget();
    private final RunningTrackers running = new RunningTrackers();
    private final VersionLoader loader;

    /** Makes an engine that reserves no descriptors. @param ticker reads tables; all three stay the caller's */
    public TrackerEngine(Libbpf libbpf, EventLoop loop, ScheduledExecutorService ticker) {
        this(libbpf, loop, ticker, DescriptorReserve.none());
    }

    /** Makes an engine that keeps some descriptors from trackers. */
    public TrackerEngine(Libbpf libbpf, EventLoop loop, ScheduledExecutorService ticker, DescriptorReserve reserve) {
        this.reserve = reserve;
        this.libbpf = libbpf;
        this.symbols = new Symbols(libbpf.processes());
        this.periods = new GracePeriods(libbpf::awaitInvocations);
        this.support = new StreamSupport(loop, ticker, libbpf::awaitInvocations, new KernelClock(libbpf::kernelTime),
                new SeriesBudget(), new SymbolFrames(symbols), new RunningNames(symbols));
        this.suitability = new Suitability(libbpf.probes());
        this.loader = new VersionLoader(libbpf, support, suitability, reserve, running);
    }

    /** Makes a hub for the streams of a tracker, over all its runs. @param enrichers that its readers may ask for */
    public TrackerHub newHub(Enrichers enrichers) {
        return new TrackerHub(histories, enrichers);
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
        return loader.load(trackerPackage, options, hub, MapSource.NONE);
    }

    /**
     * Loads what a former process has pinned, with its maps: the first step of taking it over.
     *
     * @return owned by the caller
     * @throws TrackerException after which everything is as the former process left it
     */
    public LoadedVersion load(TrackerPackage trackerPackage, StartOptions options, TrackerHub hub, FormerRun former) {
        return loader.load(trackerPackage, options, hub, (file, descriptor) -> former.reuse(file));
    }

    /** Tells what keeps a former run from being taken over; empty when its pins are what they were. */
    public Optional<String> fault(FormerRun former) {
        return former.fault(libbpf);
    }

    /**
     * Takes the last step of taking over a former run: the events that wait are read, and the hooks switched.
     *
     * @param folders where the run is pinned
     * @throws TrackerException after which the caller has to end the run
     */
    public UpdateReceipt adopt(ActiveTracker tracker, PinFolders folders, FormerRun former) {
        try {
            UpdateReceipt receipt = tracker.adopt(new TrackerPins(libbpf, folders, former.folder()), former, libbpf);
            reserve.require();
            return receipt;
        } catch (RuntimeException e) {
            throw Failures.exception(e);
        }
    }

    /**
     * Pins a tracker that runs, or what an update has changed of it.
     *
     * @param folder of the tracker, which exists
     * @throws TrackerException when what could be kept cannot be pinned
     */
    public PinnedRun.Objects pin(ActiveTracker tracker, PinFolders folders, Path folder) {
        try {
            return tracker.pin(() -> new TrackerPins(libbpf, folders, folder));
        } catch (RuntimeException e) {
            throw Failures.exception(e);
        }
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
        BpfObject object = running.object();
        return loader.load(trackerPackage, options, running.hub(),
                (file, descriptor) -> KeptMaps.reuse(file, object, descriptor.keepMaps()));
    }

    /** @throws TrackerException when the kernel lacks what the package says that it requires */
    public void requireKernel(TrackerPackage trackerPackage, StartOptions options) {
        suitability.lacks(trackerPackage.descriptor().requires(), options.btf().isPresent()).stream().findFirst()
                .ifPresent(failure -> {
                    throw new TrackerException(failure);
                });
    }

    /** Has the kernel count the runs of programs; see {@link Libbpf#countRuns}. @return owned by the caller */
    public RunStatistics countRuns() {
        try {
            return libbpf.countRuns();
        } catch (RuntimeException e) {
            throw Failures.exception(e);
        }
    }

    /** Runs something short after a time, on the thread that reads tables. */
    public void later(Runnable what, Duration time) {
        support.ticker().schedule(what, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns access to the maps pinned in this machine's file systems. */
    public PinnedMaps pinned() {
        return new PinnedMaps(libbpf);
    }

    /** Stops all trackers that still run, and waits until everything is out of the kernel. */
    @Override
    public void close() {
        running.close();
        symbols.close();
    }

    /** Returns a planner that tells what {@link #start} would do, without loading anything. */
    public PlanMaker planner() {
        return new PlanMaker(loader.host(), loader::host, (pins, name) -> running.conflict(pins,
                tracker -> tracker.name().equals(name)));
    }
}
