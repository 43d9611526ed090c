package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.ProbeResult;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.filter.EventFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Decides everything about a package before it is loaded, so that a start does what a plan shows and fails with what the
 * plan finds in the way. It is made from an open object and changes it.
 */
final class Preparation {
    /** The size that a hint suggests, which is enough for most tables. */
    private static final int EXAMPLE_ENTRIES = 10_240;

    private final BpfObjectFile file;
    private final Descriptor descriptor;
    private final List<Failure> obstacles = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private List<ProgramPlan> programs = List.of();
    private Arguments arguments;
    private StreamPlan streams = StreamPlan.none();
    private Pins pins = new Pins(List.of());

    private Preparation(BpfObjectFile file, Descriptor descriptor) {
        this.file = file;
        this.descriptor = descriptor;
    }

    /**
     * @param shared gives the failure when somebody else reads a pinned ring of it
     * @param refused programs that the kernel has refused already, and why; only optional ones can be given up
     */
    static Preparation of(BpfObjectFile file, TrackerPackage trackerPackage, StartOptions options,
            Host host, Function<Pins, Optional<Failure>> shared,
            Map<String, Failure> refused) {
        Preparation made = new Preparation(file, trackerPackage.descriptor());
        host.types().ifPresent(types -> made.warnings.addAll(TypesCheck.doubts(types,
                host.libbpf().probes().facts().release())));
        made.obstacles.addAll(host.suitability().lacks(made.descriptor.requires(), host.types().isPresent()));
        made.attempt(() -> made.arguments = new Arguments(file, made.descriptor, options.arguments()));
        made.attempt(() -> made.arguments().ifPresent(values -> values.apply(file)));
        made.attempt(() -> MapSizes.of(made.descriptor, options).apply(file));
        made.warnings.addAll(StackMapSizes.apply(file));
        if (!host.suitability().elsewhere()) {
            made.attempt(() -> made.pins = Pins.of(file, host.libbpf()));
        }
        shared.apply(made.pins).ifPresent(made.obstacles::add);
        made.attempt(() -> made.programs = new ProgramPlanner(file, made.descriptor, options, host.suitability(),
                made.arguments().<UnaryOperator<String>>map(values -> values::resolveIn).orElse(UnaryOperator.identity()), refused).plan());
        made.programs.stream().map(ProgramPlan::obstacle).filter(Objects::nonNull).forEach(made.obstacles::add);
        made.programs.stream().filter(ProgramPlan::chosen).forEach(made::offsets);
        made.unreferenced();
        made.maps(host.suitability());
        if (!host.suitability().elsewhere()) {
            made.attempt(file::requireMemory);
        }
        made.attempt(() -> made.externals(host.suitability()));
        made.attempt(() -> {
            if (made.arguments != null) {
                made.streams = StreamPlan.of(file, made.descriptor, options, made.arguments, made.programs, host);
                made.warnings.addAll(Notes.of(file, made.descriptor, made.streams));
                Set<String> given = new HashSet<>(made.descriptor.attach().keySet());
                given.addAll(options.attach().keySet());
                made.warnings.addAll(Notes.sampling(made.programs, given));
                made.warnings.addAll(made.pins.notes());
            }
        });
        made.attempt(() -> made.checkExportFilters(options));
        return made;
    }

    /** Checks the exports' filters, so that nothing is loaded for an export that would never get an event. */
    private void checkExportFilters(StartOptions options) {
        for (StartOptions.ExportRequest export : options.exports()) {
            EventFilter.parse(export.arguments().getOrDefault(ExportHandler.FILTER, "")).compile(streams.schemas());
        }
    }

    /**
     * Refuses an offset inside an instruction: the kernel writes a breakpoint there, and takes whatever it finds for an
     * instruction.
     */
    private void offsets(ProgramPlan plan) {
        for (AttachPoint point : plan.points()) {
            if (point instanceof AttachPoint.Uprobe probe && probe.offset() != 0) {
                warnings.add("program \"" + plan.program().name() + "\": whether an instruction begins at " + probe
                        + " is not checked; a place inside of one changes what processes do that run it (objdump -d "
                        + probe.path() + " lists where they begin)");
            }
        }
    }

    /**
     * Refuses struct_ops programs that no map refers to, because libbpf learns from the map which operation a program is
     * ({@code bpf_object__collect_st_ops_relos}).
     */
    private void unreferenced() {
        Set<String> referenced = new HashSet<>();
        file.elf().relocations().forEach(one -> referenced.add(file.elf().symbols().get(one.symbol()).name()));
        programs.stream().filter(ProgramPlan::chosen).map(ProgramPlan::program).filter(program -> program.type()
                == ProgramType.STRUCT_OPS && !referenced.contains(program.name())).forEach(program -> obstacles.add(Failure.of(
                FailureKind.BAD_PACKAGE, "program \"" + program.name() + "\" (" + program.section() + ") cannot be loaded: no"
                + " map of struct_ops names it", "name it in one: SEC(\".struct_ops.link\") struct TYPE x = {.OPERATION = (void *)"
                + program.name() + "}; or leave it out: --without " + program.name())));
    }

    /** Refuses map definitions that no kernel accepts. */
    private void maps(Suitability suitability) {
        for (MapFile map : file.maps()) {
            if (map.fault().isEmpty() && lacksInner(map)) {
                obstacles.add(Failure.of(FailureKind.BAD_PACKAGE, "map \"" + map.name() + "\" (" + map.type().name()
                        .toLowerCase(Locale.ROOT) + ") cannot be created: it does not say what maps are in it",
                        "say so in its definition: __array(values, struct { … })"));
            }
            if (!map.fault().isEmpty()) {
                obstacles.add(Failure.of(FailureKind.BAD_PACKAGE, "map \"" + map.name() + "\" (" + map.type().name()
                        .toLowerCase(Locale.ROOT) + ") cannot be created: " + map.fault(), map.maxEntries() == 0
                        ? "give it a size: --map " + map.name() + ".max_entries=" + EXAMPLE_ENTRIES : ""));
            } else if (map.pinPath().isEmpty() && suitability.mapFlags(map) instanceof ProbeResult.Unsupported no) {
                obstacles.add(Failure.of(FailureKind.BAD_PACKAGE, "map \"" + map.name() + "\" cannot be created: " + no.reason(),
                        "see BPF_F_… in the kernel's include/uapi/linux/bpf.h"));
            }
        }
    }

    /**
     * Tells whether a map of maps lacks its inner map, which libbpf takes from the member {@code values} of the definition
     * ({@code parse_btf_map_def}).
     */
    private boolean lacksInner(MapFile map) {
        boolean outer = map.type() == MapType.ARRAY_OF_MAPS || map.type() == MapType.HASH_OF_MAPS;
        return outer && map.pinPath().isEmpty() && file.btf().map(btf -> btf.dataSection(".maps").stream()
                .flatMap(section -> section.entries().stream()).map(entry -> btf.type(entry.typeId()))
                .filter(variable -> variable.name().equals(map.name()) && variable instanceof BtfType.Variable)
                .map(variable -> btf.resolve(((BtfType.Variable) variable).typeId()))
                .anyMatch(type -> type instanceof BtfType.StructType struct && struct.member("values").isEmpty())).orElse(false);
    }

    private void externals(Suitability suitability) {
        Externs externs = Externs.check(file, suitability::external, suitability::option);
        obstacles.addAll(externs.obstacles());
        warnings.addAll(externs.warnings());
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

    /** Returns the obstacles in the order in which a start would meet them; empty when only the verifier may still say no. */
    List<Failure> obstacles() {
        return List.copyOf(obstacles);
    }

    /** Returns the plans in the object's order; empty when they could not be found out. */
    List<ProgramPlan> programs() {
        return programs;
    }

    /** Returns what the package can do without here. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    StreamPlan streams() {
        return streams;
    }

    Pins pins() {
        return pins;
    }

    /** Returns the arguments if nothing is in the way. @throws TrackerException with the first obstacle */
    Arguments require() {
        if (!obstacles.isEmpty()) {
            throw new TrackerException(obstacles.get(0));
        }
        return arguments;
    }

    /** Tells the object which programs to load, and against what. */
    void choosePrograms() {
        for (ProgramPlan plan : programs) {
            plan.program().autoload(plan.loaded());
            if (plan.chosen() && plan.points().get(0) instanceof AttachPoint.KernelFunction function) {
                plan.program().attachTarget(function.name());
            }
            // A single function is an ordinary uprobe, whose programs have another attach type than those of multi-uprobes.
            if (plan.chosen() && plan.points().get(0) instanceof AttachPoint.Uprobe && SectionName.of(
                    plan.program().section()).kind().equals(Optional.of(AttachKind.UPROBE_MULTI))) {
                plan.program().type(ProgramType.KPROBE, 0);
            }
        }
    }
}
