package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.External;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.ProbeResult;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.descriptor.Descriptor.Requirements;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks the kernel whether a program can be attached here, without loading it. */
final class Suitability {
    /** Iterators that need the descriptor of a map ({@code bpf_iter_link_info.map.map_fd}). */
    private static final Set<String> OF_ONE_MAP = Set.of("bpf_map_elem", "bpf_sk_storage_map", "sockmap");
    /**
     * The iterator that needs an order ({@code bpf_iter_link_info.cgroup.order}), which libbpf's own attaching does not
     * give.
     */
    private static final String OF_CGROUPS = "cgroup";
    private static final String THIS = "this kernel";

    private final KernelProbes probes;
    private final String kernel;

    Suitability(KernelProbes probes) {
        this(probes, THIS);
    }

    /** Asks through the probes. @param kernel for people */
    Suitability(KernelProbes probes, String kernel) {
        this.probes = probes;
        this.kernel = kernel;
    }

    /** Tells whether another kernel than the running one is asked about: what is pinned on this machine then does not count. */
    boolean elsewhere() {
        return !kernel.equals(THIS);
    }

    ProbeResult external(External kind, String name) {
        return probes.external(kind, name);
    }

    Optional<String> option(String name) {
        return probes.option(name);
    }

    ProbeResult mapFlags(MapFile map) {
        return probes.mapFlags(map);
    }

    AttachPoint resolved(AttachPoint point) {
        return probes.resolved(point);
    }

    /** @param given whether somebody gave the types that the kernel may lack */
    List<Failure> lacks(Requirements requires, boolean given) {
        return Requires.obstacles(requires, probes, given);
    }

    /**
     * Returns what is in the way of attaching a program; empty when nothing is, or when it cannot be found out without
     * trying.
     *
     * @param maps of the program's object
     */
    Optional<Failure> obstacle(ProgramFile program, AttachPoint point, List<MapFile> maps) {
        Optional<Failure> newer = program.unknownSection().filter(UnsupportedFeatureException.class::isInstance)
                .map(Failures::of);
        if (newer.isPresent()) {
            return newer;
        }
        Optional<AttachKind> kind = SectionName.kind(program);
        return kind.flatMap(hook -> lacksKind(program, hook, point)).or(() -> Placeless.obstacle(program, point))
                .or(() -> kind.flatMap(hook -> lacksTarget(program, SectionName.of(program.section()), hook, point)))
                .or(() -> lacksPlace(program, point, maps));
    }

    /**
     * Returns where a program is attached that nobody gave a place: where its section says. Kernels before 6.6 have no
     * multi-uprobes; one that names a single function is an ordinary uprobe there. Files such as libc are looked up here,
     * because libbpf looks them up for its own use only.
     */
    AttachPoint place(ProgramFile program) {
        SectionName section = SectionName.of(program.section());
        Optional<AttachPoint> functions = section.multipleUprobes() ? section.functions() : Optional.empty();
        boolean path = section.target().indexOf('/') >= 0;
        boolean single = functions.filter(AttachPoint.Uprobe.class::isInstance).isPresent();
        return functions.isPresent() && (!path || single && probes.attachKind(AttachKind.UPROBE_MULTI)
                instanceof ProbeResult.Unsupported) ? functions.get() : AttachPoint.bySection();
    }

    private Optional<Failure> lacksKind(ProgramFile program, AttachKind hook, AttachPoint point) {
        boolean single = hook == AttachKind.UPROBE_MULTI && point instanceof AttachPoint.Uprobe;
        AttachKind kind = single ? AttachKind.UPROBE : hook;
        if (probes.attachKind(kind) instanceof ProbeResult.Unsupported no) {
            return Optional.of(Failure.of(FailureKind.UNSUPPORTED, "program \"" + program.name() + "\" ("
                    + program.section() + ") needs " + kind.label() + ", which " + kernel + " does not offer: "
                    + no.reason(), kernel.equals(THIS) ? "eunomia doctor lists what it offers" : ""));
        }
        return Optional.empty();
    }

    private Optional<Failure> lacksTarget(ProgramFile program, SectionName section, AttachKind kind,
            AttachPoint point) {
        ProbeResult result = switch (kind) {
            case TRACEPOINT -> tracepoint(section, point);
            case RAW_TP, TP_BTF -> rawTracepoint(section, point);
            case KPROBE, FENTRY, FEXIT, FMOD_RET -> function(section, kind, point);
            case ITER -> iterator(section, point);
            case UPROBE_MULTI -> point instanceof AttachPoint.BySection ? section.functions().map(probes::place)
                    .orElseGet(ProbeResult.Supported::new) : new ProbeResult.Supported();
            default -> new ProbeResult.Supported();
        };
        if (result instanceof ProbeResult.Unsupported no) {
            return Optional.of(missing(program, point, no.reason()));
        }
        return Optional.empty();
    }

    /** Makes a failure of kind NO_TARGET, with what to do in the form that the command line takes. */
    private static Failure missing(ProgramFile program, AttachPoint point, String reason) {
        String name = program.name();
        String rest = "run the rest: --without " + name + ", or --lenient";
        return Failure.of(FailureKind.NO_TARGET, "program \"" + name + "\" cannot be attached to "
                + ProgramPlan.text(point, program.section()) + ": " + reason, needsMore(SectionName.of(program.section()))
                ? rest : "give another place: --attach " + name + '=' + Placeless.example(program) + "; or " + rest);
    }

    /** Tells whether an iterator's program is written for entries that no other iterator has. */
    private static boolean needsMore(SectionName section) {
        return section.kind().equals(Optional.of(AttachKind.ITER)) && (OF_ONE_MAP.contains(section.target())
                || section.target().equals(OF_CGROUPS));
    }

    private Optional<Failure> lacksPlace(ProgramFile program, AttachPoint point, List<MapFile> maps) {
        if (point instanceof AttachPoint.PerfEvent event && event.frequency() && event.samplePeriod() > mostSamples()) {
            return Optional.of(Failure.at(FailureKind.BAD_REQUEST, "/attach/" + program.name(), "program \""
                    + program.name() + "\" is to sample " + event.samplePeriod() + " times a second",
                    "kernel.perf_event_max_sample_rate allows " + mostSamples()));
        }
        if (point instanceof AttachPoint.Uprobe probe && probe.symbol().matches(".*[*?].*")) {
            return Optional.of(missing(program, point, "a pattern is taken by programs of the sections"
                    + " uprobe.multi and uretprobe.multi alone"));
        }
        if (point instanceof AttachPoint.SocketMap sockets) {
            return noSockets(program, sockets, maps);
        }
        return probes.place(point) instanceof ProbeResult.Unsupported no
                ? Optional.of(missing(program, point, no.reason())) : Optional.empty();
    }

    private long mostSamples() {
        String limit = probes.facts().limits().get("kernel.perf_event_max_sample_rate");
        return limit == null ? Long.MAX_VALUE : Long.parseLong(limit);
    }

    private static Optional<Failure> noSockets(ProgramFile program, AttachPoint.SocketMap point, List<MapFile> maps) {
        List<String> fitting = maps.stream().filter(map -> map.type() == MapType.SOCKMAP
                || map.type() == MapType.SOCKHASH).map(MapFile::name).toList();
        return fitting.contains(point.map()) ? Optional.empty() : Optional.of(Failure.at(FailureKind.BAD_REQUEST,
                "/attach/" + program.name(), "program \"" + program.name() + "\" cannot be attached to map \""
                + point.map() + "\": the object has no map of sockets that is called so", fitting.isEmpty()
                ? "it has none at all" : "it has " + String.join(", ", fitting)));
    }

    private ProbeResult tracepoint(SectionName section, AttachPoint point) {
        if (point instanceof AttachPoint.Tracepoint given) {
            return probes.tracepoint(given.category(), given.name());
        }
        int slash = section.target().indexOf('/');
        return slash <= 0 ? new ProbeResult.Unsupported("its section names no tracepoint")
                : probes.tracepoint(section.target().substring(0, slash), section.target().substring(slash + 1));
    }

    /**
     * Looks for the function that the kernel declares for each thing that can be iterated over (include/linux/bpf.h,
     * DEFINE_BPF_ITER_FUNC).
     */
    private ProbeResult iterator(SectionName section, AttachPoint point) {
        String target = point instanceof AttachPoint.KernelFunction given ? given.name() : section.target();
        if (target.equals(OF_CGROUPS)) {
            return new ProbeResult.Unsupported("it iterates over the cgroups below one, in an order, and neither can be given to it"
                    + " here");
        }
        if (OF_ONE_MAP.contains(target)) {
            return new ProbeResult.Unsupported("it iterates over the entries of one map, and no map can be given to it here;"
                    + " a map of the package's own is shown as a table");
        }
        return probes.external(External.FUNCTION, "bpf_iter_" + target) instanceof ProbeResult.Unsupported
                ? new ProbeResult.Unsupported("the kernel has no iterator over " + target)
                : new ProbeResult.Supported();
    }

    private ProbeResult rawTracepoint(SectionName section, AttachPoint point) {
        if (point instanceof AttachPoint.RawTracepoint given) {
            return probes.rawTracepoint(given.name());
        }
        if (point instanceof AttachPoint.KernelFunction given) {
            return probes.rawTracepoint(given.name());
        }
        return probes.rawTracepoint(section.target());
    }

    private ProbeResult function(SectionName section, AttachKind kind, AttachPoint point) {
        String function = section.function();
        if (point instanceof AttachPoint.Kprobe given) {
            function = given.function();
        } else if (point instanceof AttachPoint.KernelFunction given) {
            function = given.name();
        }
        return probes.kernelFunction(kind, function);
    }
}
