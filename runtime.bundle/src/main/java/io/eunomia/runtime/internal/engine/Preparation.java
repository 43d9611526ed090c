package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.decode.KernelClock;
import io.eunomia.runtime.internal.filter.EventFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is decided about a package before it is loaded: what a plan shows is what a start does, and what a
 * plan finds in the way is what a start fails with. Made from an object that is open; changes it.
 */
final class Preparation {
    private final BpfObjectFile file;
    private final Descriptor descriptor;
    private final List<Failure> obstacles = new ArrayList<>();
    private List<ProgramPlan> programs = List.of();
    private Arguments arguments;
    private StreamPlan streams = new StreamPlan(List.of(), List.of());

    private Preparation(BpfObjectFile file, Descriptor descriptor) {
        this.file = file;
        this.descriptor = descriptor;
    }

    /** @param refused programs that the kernel has refused already, and why; only optional ones can be given up */
    static Preparation of(BpfObjectFile file, TrackerPackage trackerPackage, StartOptions options,
            Suitability suitability, KernelClock clock, Map<String, Failure> refused) {
        Preparation made = new Preparation(file, trackerPackage.descriptor());
        made.attempt(() -> made.arguments = new Arguments(file, made.descriptor, options.arguments()));
        made.attempt(() -> made.arguments().ifPresent(values -> values.apply(file)));
        made.attempt(() -> MapSizes.of(made.descriptor, options).apply(file));
        made.attempt(() -> made.programs = new ProgramPlanner(file, made.descriptor, options, suitability, refused)
                .plan());
        made.programs.stream().filter(ProgramPlan::blocks).map(ProgramPlan::obstacle).forEach(made.obstacles::add);
        made.attempt(() -> {
            if (made.arguments != null) {
                made.streams = StreamPlan.of(file, made.descriptor, made.arguments, clock);
            }
        });
        made.attempt(() -> made.checkExportFilters(options));
        return made;
    }

    /** Nothing is loaded for an export that would never get an event. */
    private void checkExportFilters(StartOptions options) {
        for (StartOptions.ExportRequest export : options.exports()) {
            EventFilter.parse(export.arguments().getOrDefault(ExportHandler.FILTER, "")).compile(streams.schemas());
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            obstacles.add(Failures.of(e));
        }
    }

    private Optional<Arguments> arguments() {
        return Optional.ofNullable(arguments);
    }

    /** In the order in which a start would meet them; empty when only the verifier may still say no. */
    List<Failure> obstacles() {
        return List.copyOf(obstacles);
    }

    /** In the object's order; empty when it could not be found out. */
    List<ProgramPlan> programs() {
        return programs;
    }

    StreamPlan streams() {
        return streams;
    }

    /** @throws TrackerException with the first obstacle */
    Arguments require() {
        if (!obstacles.isEmpty()) {
            throw new TrackerException(obstacles.get(0));
        }
        return arguments;
    }

    /** Tells the object which programs to load, and against what. */
    void choosePrograms() {
        for (ProgramPlan plan : programs) {
            plan.program().autoload(plan.chosen());
            if (plan.chosen() && plan.points().get(0) instanceof AttachPoint.KernelFunction function) {
                plan.program().attachTarget(function.name());
            }
        }
    }
}
