package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.stream.EventLoop;
import io.eunomia.runtime.internal.stream.StreamSet;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** Loads and attaches packages; shared by all trackers. Any thread may call it. */
public final class TrackerEngine {
    private final Libbpf libbpf;
    private final EventLoop loop;
    private final ScheduledExecutorService ticker;
    private final Suitability suitability;

    /** @param ticker reads tables; all three stay the caller's */
    public TrackerEngine(Libbpf libbpf, EventLoop loop, ScheduledExecutorService ticker) {
        this.libbpf = libbpf;
        this.loop = loop;
        this.ticker = ticker;
        this.suitability = new Suitability(libbpf.probes());
    }

    /**
     * Loads a package and attaches its programs; events are read from the first on.
     *
     * @param hub receives the streams
     * @return owned by the caller
     * @throws TrackerException after which nothing is left in the kernel
     */
    public ActiveTracker start(TrackerPackage trackerPackage, StartOptions options, TrackerHub hub) {
        try (BpfObjectFile file = libbpf.open(trackerPackage.descriptor().name(), trackerPackage.object())) {
            Arguments arguments = new Arguments(file, trackerPackage.descriptor(), options.arguments());
            arguments.apply(file);
            List<ProgramPlan> programs = programs(file, trackerPackage, options);
            StreamPlan streams = StreamPlan.of(file, trackerPackage.descriptor(), arguments);
            programs.forEach(TrackerEngine::prepare);
            BpfObject object = file.load();
            return ActiveTracker.attach(object, programs, arguments.specs(), hub, () -> StreamSet.open(hub, loop,
                    ticker, object, streams.schemas(), streams.tables()));
        } catch (RuntimeException e) {
            throw Failures.exception(e);
        }
    }

    private List<ProgramPlan> programs(BpfObjectFile file, TrackerPackage trackerPackage, StartOptions options) {
        List<ProgramPlan> programs = new ProgramPlanner(file, trackerPackage.descriptor(), options.attach(),
                suitability).plan();
        for (ProgramPlan program : programs) {
            if (program.obstacle() != null) {
                throw new TrackerException(program.obstacle());
            }
        }
        return programs;
    }

    private static void prepare(ProgramPlan plan) {
        plan.program().autoload(plan.chosen());
        if (plan.chosen() && plan.point() instanceof AttachPoint.KernelFunction function) {
            plan.program().attachTarget(function.name());
        }
    }

    /** What {@link #start} would do, without loading anything. */
    public PlanMaker planner() {
        return new PlanMaker(libbpf, suitability);
    }
}
