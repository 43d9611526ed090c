package io.eunomia.libbpf.kernel;

import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramType;
import org.osgi.annotation.versioning.ProviderType;

/** Probes of the running kernel. Conclusive answers are cached for the life of the receiver. Any thread. */
@ProviderType
public interface KernelProbes {

    /** The machine's facts that need no probing. */
    KernelFacts facts();

    ProbeResult programType(ProgramType type);

    ProbeResult mapType(MapType type);

    /** Loads and, where that is harmless, attaches a tiny program of the kind. */
    ProbeResult attachKind(AttachKind kind);

    /** Whether the static tracepoint exists; inconclusive when tracefs is not readable. */
    ProbeResult tracepoint(String category, String name);

    /** Whether BTF names this raw tracepoint ({@code btf_trace_NAME}). */
    ProbeResult rawTracepoint(String name);

    /** Whether the kernel function can be the target of a kprobe or of fentry/fexit. */
    ProbeResult kernelFunction(AttachKind kind, String function);

    /**
     * Mounts tracefs and bpffs where they are missing and allowed; returns what could not be done, each line with
     * the command that would do it. Empty when all is mounted.
     */
    java.util.List<String> mountMissingFileSystems();
}
