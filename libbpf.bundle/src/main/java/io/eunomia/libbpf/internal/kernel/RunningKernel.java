package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.internal.btf.KernelImage;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.link.FeatureLack;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.External;
import io.eunomia.libbpf.kernel.KernelFacts;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Probes the kernel that this process runs on. */
public final class RunningKernel implements KernelProbes {
    private final LibC c;
    private final FactsReader facts;
    private final FileSystems fileSystems;
    private final Tracepoints tracepoints;
    private final KernelTypeLookup types;
    private final EventProbes events;
    private final TracingProbes tracing;
    private final NetworkProbes network = new NetworkProbes();
    private final TypeProbes typeProbes;
    private final PlaceProbes places;
    private final Externals externals;
    private final ProcessPrivileges privileges;
    /** Conclusive answers, by the constant of the program type, map type or kind of hook. */
    private final Map<Enum<?>, ProbeResult> conclusive = new ConcurrentHashMap<>();
    private final ProbeCache earlier;

    /**
     * @param image answers questions about the kernel's types
     * @param kernelBtf answers questions about its modules' types
     * @param given true when the types were given, and are not those that the kernel shows
     */
    public RunningKernel(LibC c, KernelImage image, Supplier<Btf> kernelBtf, boolean given) {
        SystemFiles files = new SystemFiles(Path.of("/"));
        this.c = c;
        this.facts = new FactsReader(c, files, given);
        this.fileSystems = new FileSystems(c, files);
        this.tracepoints = new Tracepoints(files);
        this.types = new KernelTypeLookup(image, kernelBtf, files);
        this.events = new EventProbes(files, tracepoints);
        this.tracing = new TracingProbes(types, facts);
        this.typeProbes = new TypeProbes(types, tracing);
        this.places = new PlaceProbes(c, files);
        this.externals = new Externals(files, types);
        this.privileges = ProcessPrivileges.of(files);
        this.earlier = ProbeCache.of(image.answers(), privileges);
    }

    @Override
    public KernelFacts facts() {
        return facts.read();
    }

    @Override
    public ProbeResult programType(ProgramType type) {
        return cached(type, () -> {
            BpfCalls calls = new BpfCalls(c);
            return typeProbes.program(calls, verdict(calls), type);
        });
    }

    @Override
    public ProbeResult mapType(MapType type) {
        return cached(type, () -> {
            BpfCalls calls = new BpfCalls(c);
            return typeProbes.map(calls, verdict(calls), type);
        });
    }

    @Override
    public ProbeResult mapFlags(MapFile map) {
        return MapTrial.flags(new BpfCalls(c), map);
    }

    @Override
    public ProbeResult attachKind(AttachKind kind) {
        return cached(kind, () -> {
            BpfCalls calls = new BpfCalls(c);
            return attach(kind, new Trial(calls, verdict(calls), lack(kind)));
        });
    }

    private ProbeResult cached(Enum<?> key, Supplier<ProbeResult> probe) {
        ProbeResult known = conclusive.get(key);
        return known != null ? known : probed(key, probe);
    }

    /** Probes one at a time: trackers that start together ask the same, and would all probe for it. */
    private synchronized ProbeResult probed(Enum<?> key, Supplier<ProbeResult> probe) {
        ProbeResult known = conclusive.get(key);
        if (known != null) {
            return known;
        }
        ProbeResult result = earlier.succeeded(key) ? Verdict.SUPPORTED : probe.get();
        if (result.supported()) {
            earlier.note(key);
        }
        if (!(result instanceof ProbeResult.Inconclusive)) {
            conclusive.put(key, result);
        }
        return result;
    }

    private ProbeResult attach(AttachKind kind, Trial trial) {
        return switch (kind) {
            case TRACEPOINT -> events.tracepoint(trial);
            case RAW_TP -> tracing.rawTracepoint(trial);
            case TP_BTF -> tracing.tpBtf(trial);
            case KPROBE -> events.kprobe(trial);
            case KPROBE_MULTI -> events.kprobeMulti(trial);
            case KSYSCALL -> events.ksyscall(trial);
            case FENTRY -> tracing.fentry(trial);
            case FEXIT -> tracing.fexit(trial);
            case FMOD_RET -> tracing.modifyReturn(trial);
            case UPROBE -> events.uprobe(trial);
            // A USDT probe is a uprobe whose place libbpf finds, so one trial serves both; detaching takes a tenth of a second.
            case USDT -> attachKind(AttachKind.UPROBE);
            case UPROBE_MULTI -> events.uprobeMulti(trial);
            case LSM -> tracing.lsm(trial);
            case PERF_EVENT -> events.perfEvent(trial);
            case ITER -> tracing.iterator(trial);
            case CGROUP -> network.cgroup(trial);
            case XDP -> trial.load(ProgramSample.of(ProgramType.XDP));
            case TC -> trial.load(ProgramSample.of(ProgramType.SCHED_CLS));
            case TCX -> network.tcx(trial);
            case SK_LOOKUP -> network.skLookup(trial);
            case SOCKET -> network.socket(trial);
            case STRUCT_OPS -> tracing.structOps(trial);
            case NETFILTER -> network.netfilter(trial);
            case SYSCALL -> trial.attach(ProgramSample.of(ProgramType.SYSCALL), trial.calls()::run);
        };
    }

    private static String lack(AttachKind kind) {
        return FeatureLack.reason(switch (kind) {
            case FEXIT, FMOD_RET -> "fentry";
            case KSYSCALL -> "kprobe";
            default -> kind.label();
        });
    }

    /** Finds out whether a seccomp filter forbids bpf(2): it answers EPERM to everything, even to the simplest map. */
    private Verdict verdict(BpfCalls calls) {
        boolean forbidden = false;
        if (privileges.filtered() && privileges.remedy(List.of("CAP_BPF")).isEmpty()) {
            int map = calls.createMap(MapSample.of(MapType.ARRAY, 0), 0, 0);
            forbidden = map == -Errno.EPERM;
            calls.close(map);
        }
        return new Verdict(privileges, forbidden, facts::lockdown);
    }

    @Override
    public ProbeResult tracepoint(String category, String name) {
        Optional<ProbeResult> hidden = tracepoints.hidden();
        if (hidden.isPresent()) {
            return hidden.get();
        }
        return tracepoints.id(category, name).isPresent() ? Verdict.SUPPORTED
                : new ProbeResult.Unsupported("no tracepoint " + category + "/" + name
                        + " in tracefs (events/CATEGORY/NAME)");
    }

    @Override
    public ProbeResult rawTracepoint(String name) {
        if (!types.present()) {
            return new ProbeResult.Inconclusive("the kernel shows no BTF in /sys/kernel/btf/vmlinux to look it up");
        }
        return types.rawTracepoint(name) != 0 || types.inModuleRawTracepoint(name) ? Verdict.SUPPORTED
                : new ProbeResult.Unsupported("no raw tracepoint " + name + " in the BTF of kernel and modules");
    }

    @Override
    public ProbeResult kernelFunction(AttachKind kind, String function) {
        ProbeResult possible = attachKind(kind);
        if (!possible.supported()) {
            return possible;
        }
        boolean byBtf = kind == AttachKind.FENTRY || kind == AttachKind.FEXIT || kind == AttachKind.FMOD_RET;
        if (byBtf && types.function(List.of(function)) == 0 && !types.inModuleFunction(function)) {
            return new ProbeResult.Unsupported("no function " + function + " in the BTF of kernel and modules");
        }
        Optional<Boolean> traceable = tracepoints.traceable(function);
        if (traceable.isEmpty()) {
            return new ProbeResult.Inconclusive("available_filter_functions of tracefs is empty or not readable:"
                    + " mount -t tracefs tracefs /sys/kernel/tracing, and run as root");
        }
        return traceable.get() ? Verdict.SUPPORTED : new ProbeResult.Unsupported("function " + function
                + " cannot be traced: it does not exist, was inlined, or is excluded (available_filter_functions)");
    }

    @Override
    public AttachPoint resolved(AttachPoint point) {
        return places.resolved(point);
    }

    @Override
    public ProbeResult place(AttachPoint point) {
        return places.place(point);
    }

    @Override
    public ProbeResult external(External kind, String name) {
        return switch (kind) {
            case CONFIGURATION -> externals.option(name);
            case SYMBOL -> externals.symbol(name);
            case VARIABLE -> externals.variable(name);
            case FUNCTION -> externals.function(name);
        };
    }

    @Override
    public Optional<String> option(String name) {
        return externals.value(name);
    }

    @Override
    public Optional<String> configuration() {
        return externals.configuration();
    }

    @Override
    public List<String> mountMissingFileSystems() {
        return fileSystems.mountMissing();
    }
}
