package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.ProbeResult;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import java.util.Optional;

/** Asks the kernel whether a program can be attached here, without loading it. */
final class Suitability {
    private final KernelProbes probes;

    Suitability(KernelProbes probes) {
        this.probes = probes;
    }

    /** Empty when nothing is in the way, or when it cannot be found out without trying. */
    Optional<Failure> obstacle(ProgramFile program, AttachPoint point) {
        SectionName section = SectionName.of(program.section());
        Optional<AttachKind> kind = section.kind();
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        if (kind.get() == AttachKind.UPROBE_MULTI && program.expectedAttachType() == 0) {
            // Attached as an ordinary uprobe: the libbpf inside knows no other way.
            return lacksKind(program, AttachKind.UPROBE);
        }
        return lacksKind(program, kind.get()).or(() -> lacksTarget(program, section, kind.get(), point));
    }

    private Optional<Failure> lacksKind(ProgramFile program, AttachKind kind) {
        if (probes.attachKind(kind) instanceof ProbeResult.Unsupported no) {
            return Optional.of(Failure.of(FailureKind.UNSUPPORTED, "program \"" + program.name() + "\" ("
                    + program.section() + ") needs " + kind.label() + ", which this kernel does not offer: "
                    + no.reason(), "eunomia doctor lists what it offers"));
        }
        return Optional.empty();
    }

    private Optional<Failure> lacksTarget(ProgramFile program, SectionName section, AttachKind kind,
            AttachPoint point) {
        ProbeResult result = switch (kind) {
            case TRACEPOINT -> tracepoint(section, point);
            case RAW_TP, TP_BTF -> rawTracepoint(section, point);
            case KPROBE, FENTRY, FEXIT, FMOD_RET -> function(section, kind, point);
            default -> new ProbeResult.Supported();
        };
        if (result instanceof ProbeResult.Unsupported no) {
            return Optional.of(Failure.of(FailureKind.NO_TARGET, "program \"" + program.name()
                    + "\" cannot be attached to " + (point instanceof AttachPoint.BySection ? program.section()
                    : point.toString()) + ": " + no.reason(),
                    "check the name, or leave the program out of \"programs\""));
        }
        return Optional.empty();
    }

    private ProbeResult tracepoint(SectionName section, AttachPoint point) {
        if (point instanceof AttachPoint.Tracepoint given) {
            return probes.tracepoint(given.category(), given.name());
        }
        int slash = section.target().indexOf('/');
        return slash <= 0 ? new ProbeResult.Unsupported("its section names no tracepoint")
                : probes.tracepoint(section.target().substring(0, slash), section.target().substring(slash + 1));
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
