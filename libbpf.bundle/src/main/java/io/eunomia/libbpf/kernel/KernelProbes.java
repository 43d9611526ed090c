package io.eunomia.libbpf.kernel;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramType;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Probes of the running kernel. They load and attach tiny programs where that is harmless and take them away again.
 * Conclusive answers about types and kinds are cached for the life of the receiver; names are looked up anew, since
 * modules come and go. What needs privileges this process lacks is inconclusive, with the remedy. Any thread.
 */
@ProviderType
public interface KernelProbes {

    /** The machine's facts that need no probing, read anew each time. */
    KernelFacts facts();

    ProbeResult programType(ProgramType type);

    ProbeResult mapType(MapType type);

    /**
     * Whether the kernel takes a map's flags, which is tried with a map of as few entries as there can be. Supported where the
     * flags alone do not tell, and for maps of other maps, of programs and of cgroups.
     */
    default ProbeResult mapFlags(MapFile map) {
        return new ProbeResult.Supported();
    }

    /**
     * Loads and, where that is harmless, attaches a tiny program of the kind. XDP and tc are only loaded; cgroup,
     * tcx, sk_lookup and netfilter are linked to targets that do not exist; struct_ops is loaded but not registered.
     */
    ProbeResult attachKind(AttachKind kind);

    /** Whether the static tracepoint exists; inconclusive when tracefs is not readable. */
    ProbeResult tracepoint(String category, String name);

    /** Whether the BTF of the kernel or of a loaded module names this raw tracepoint ({@code btf_trace_NAME}). */
    ProbeResult rawTracepoint(String name);

    /**
     * Whether the kernel function can be the target of a kprobe or of fentry/fexit: ftrace can hook it and, for the
     * latter, BTF has it. What a kernel without the kind of hook answers is {@link #attachKind}'s answer.
     */
    ProbeResult kernelFunction(AttachKind kind, String function);

    /**
     * The place with names replaced by what they stand for: {@code libc} by the library that the dynamic linker, or the
     * process given with it, takes; a program's name by its file in PATH; {@code ifindex=N} by the interface. What
     * stands for nothing stays as it is; {@link #place} says why.
     */
    AttachPoint resolved(AttachPoint point);

    /**
     * Whether a place outside the kernel's functions and tracepoints exists and takes programs: an interface of this
     * network namespace, a file with such a function or static tracepoint, a cgroup, a network namespace, a perf event,
     * a process. Looked up anew each time; nothing is attached.
     */
    ProbeResult place(AttachPoint point);

    /** Whether the kernel has what an object asks it for by {@code __kconfig} or {@code __ksym}; see {@link External}. */
    ProbeResult external(External kind, String name);

    /**
     * The value of an option of the kernel's configuration, as the file has it ({@code y}, {@code 250}, {@code "(none)"}), or of
     * what libbpf adds ({@code LINUX_KERNEL_VERSION}); empty when it is not known.
     */
    Optional<String> option(String name);

    /** The file that the kernel's configuration is read from; empty when it cannot be read. */
    Optional<String> configuration();

    /**
     * Mounts tracefs and bpffs where they are missing and allowed; returns what could not be done, each line with
     * the command that would do it. Empty when all is mounted.
     */
    java.util.List<String> mountMissingFileSystems();
}
