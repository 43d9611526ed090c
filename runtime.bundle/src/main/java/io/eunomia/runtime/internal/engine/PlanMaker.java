package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.core.DescribedKernel;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.Plan.PlannedMap;
import io.eunomia.runtime.Plan.PlannedProgram;
import io.eunomia.runtime.Plan.PlannedRelocation;
import io.eunomia.runtime.Plan.PlannedStream;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.display.DisplayPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Works out what a package would do here; opens its object but loads nothing. */
public final class PlanMaker {
    private final Host host;
    private final Function<StartOptions, Host> hosts;
    private final BiFunction<Pins, String, Optional<Failure>> shared;

    /**
     * @param hosts gives this machine with the types that are in the options
     * @param shared gives the failure when a tracker of another name reads a pinned ring of the package
     */
    PlanMaker(Host host, Function<StartOptions, Host> hosts, BiFunction<Pins, String, Optional<Failure>> shared) {
        this.host = host;
        this.hosts = hosts;
        this.shared = shared;
    }

    public Plan plan(TrackerPackage trackerPackage, StartOptions options) {
        Descriptor descriptor = trackerPackage.descriptor();
        Host here = hosts.apply(options);
        try (BpfObjectFile file = here.open(trackerPackage)) {
            Preparation made = Preparation.of(file, trackerPackage, options, here,
                    pins -> shared.apply(pins, descriptor.name()), Map.of());
            ThisKernel kernel = new ThisKernel(here, file);
            List<Failure> obstacles = joined(joined(joined(made.obstacles(), notPermitted()), kernel.misfits()),
                    kernel.code(made.programs()));
            return plan(trackerPackage, file, made, made.warnings(), obstacles, "", List.of());
        } catch (RuntimeException e) {
            throw Failures.exception(e);
        }
    }

    /** Plans for another kernel than the running one. */
    public Plan plan(TrackerPackage trackerPackage, StartOptions options, KernelSource source) {
        DescribedKernel kernel = described(source);
        try (BpfObjectFile file = host.open(trackerPackage)) {
            Host there = new Host(host.libbpf(), new Suitability(kernel, kernel.name()), host.clock(), host.names(), Optional.empty());
            Preparation made = Preparation.of(file, trackerPackage, options, there, pins -> Optional.empty(), Map.of());
            OtherKernel other = new OtherKernel(kernel);
            other.examine(file, made.programs());
            List<Failure> obstacles = Stream.concat(made.obstacles().stream(), other.obstacles().stream()).toList();
            List<String> unknown = other.unknown().stream().map(text -> "not known: " + text).toList();
            return plan(trackerPackage, file, made, joined(made.warnings(), unknown), obstacles, kernel.name(),
                    other.relocations());
        } catch (RuntimeException e) {
            throw Failures.exception(e);
        }
    }

    private Plan plan(TrackerPackage trackerPackage, BpfObjectFile file, Preparation made, List<String> warnings,
            List<Failure> obstacles, String kernel, List<PlannedRelocation> relocations) {
        Descriptor descriptor = trackerPackage.descriptor();
        return new Plan(descriptor.name(), descriptor.version(), trackerPackage.form().label(), obstacles.isEmpty(),
                made.programs().stream().map(PlanMaker::planned).toList(), file.maps().stream().map(this::planned).toList(),
                made.streams().schemas().stream().map(PlanMaker::planned).toList(), Arguments.specs(file, descriptor),
                joined(trackerPackage.warnings(), warnings), obstacles, kernel, relocations, descriptor.description(),
                made.streams().displays().stream().map(DisplayPlan::info).toList());
    }

    private static DescribedKernel described(KernelSource source) {
        try {
            KernelTypes types = KernelTypes.of(source.name(), source.content()).ofRelease(source.release());
            return new DescribedKernel(types, types.parse());
        } catch (BpfException e) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, e.getMessage(), ""), e);
        }
    }

    /** Finds missing privileges, which a start would learn from the kernel, after all that the plan can see by itself. */
    private List<Failure> notPermitted() {
        List<String> held = host.libbpf().probes().facts().capabilities();
        boolean may = held.contains("CAP_SYS_ADMIN") || held.contains("CAP_BPF") && held.contains("CAP_PERFMON");
        return may ? List.of() : List.of(Failure.of(FailureKind.NOT_PERMITTED, "this process may not load programs: it"
                + " has neither CAP_SYS_ADMIN nor CAP_BPF and CAP_PERFMON", "run it as root"));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static PlannedProgram planned(ProgramPlan plan) {
        return new PlannedProgram(plan.program().name(), plan.program().section(),
                plan.program().type().name().toLowerCase(Locale.ROOT), plan.target(), plan.chosen(),
                plan.program().instructionCount(),
                plan.obstacle() == null ? plan.reason() : plan.obstacle().message());
    }

    private PlannedMap planned(MapFile map) {
        return new PlannedMap(map.name(), map.type().name().toLowerCase(Locale.ROOT), map.keySize(),
                map.valueSize(), map.maxEntries(), estimate(map), pin(map), !pin(map).isEmpty() && isThere(map));
    }

    private static String pin(MapFile map) {
        return map.pinPath().map(Path::toString).orElse("");
    }

    private boolean isThere(MapFile map) {
        return map.pinPath().flatMap(host.libbpf()::pinnedMap).isPresent();
    }

    /**
     * Estimates a map's memory: entries as the kernel rounds them; hash tables add a header of about 48 bytes and a bucket
     * of 16 an entry.
     */
    private long estimate(MapFile map) {
        if (map.type() == MapType.RINGBUF) {
            return map.maxEntries();
        }
        int cpus = map.type().perCpu() ? host.libbpf().probes().facts().possibleCpus() : 1;
        long entry = round(map.keySize()) + (long) round(map.valueSize()) * cpus;
        boolean hash = map.type().name().contains("HASH");
        return map.maxEntries() * (entry + (hash ? 64 : 0));
    }

    private static int round(int bytes) {
        return bytes + 7 & -8;
    }

    private static PlannedStream planned(CompiledSchema schema) {
        return new PlannedStream(schema.stream(), schema.map(), schema.struct(),
                schema.fields().stream().map(Field::name).toList(), schema.note(), schema.fields());
    }
}
