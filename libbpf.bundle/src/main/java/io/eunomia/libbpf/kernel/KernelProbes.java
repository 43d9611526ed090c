package io.eunomia.libbpf.kernel;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramType;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Probes of the running kernel. They load and attach tiny programs where that is harmless and take them away again.
 * Conclusive answers about types and kinds are cached for the life of the receiver; names are looked up anew, because
 * modules come and go. A probe that needs a privilege this process lacks is inconclusive and names the remedy. Any thread.
 */
@ProviderType
public interface KernelProbes {

    /** The machine's facts that need no probing, read anew each time. */
    KernelFacts facts();

    ProbeResult programType(ProgramType type);

    ProbeResult mapType(MapType type);

    /**
     * Tells whether the kernel accepts a map's flags, by creating a map with as few entries as possible. The answer is
     * "supported" where the flags alone do not decide, and for maps of other maps, of programs and of cgroups.
     */
    default ProbeResult mapFlags(MapFile map) {
        return new ProbeResult.Supported();
    }

    /**
     * Loads and, where that is harmless, attaches a tiny program of the kind. XDP and tc are only loaded; cgroup,
     * tcx, sk_lookup and netfilter are linked to targets that do not exist; struct_ops is loaded but not registered.
     */
    ProbeResult attachKind(AttachKind kind);

    /** Tells whether the static tracepoint exists; inconclusive when tracefs is not readable. */
    ProbeResult tracepoint(String category, String name);

    /** Tells whether the BTF of the kernel or of a loaded module names this raw tracepoint ({@code btf_trace_NAME}). */
    ProbeResult rawTracepoint(String name);

    /**
     * Tells whether the kernel function can be the target of a kprobe or of fentry/fexit: ftrace can hook it and, for the
     * latter, BTF has it. If the kernel lacks the kind of hook, the answer is that of {@link #attachKind}.
     */
    ProbeResult kernelFunction(AttachKind kind, String function);

    /**
     * Replaces names in a place by the things they stand for: {@code libc} by the library that the dynamic linker, or the
     * process given with it, uses; a program's name by its file in PATH; {@code ifindex=N} by the interface. A name that
     * stands for nothing stays; {@link #place} tells why.
     */
    AttachPoint resolved(AttachPoint point);

    /**
     * Tells whether a place outside the kernel's functions and tracepoints exists and takes programs: an interface of this
     * network namespace, a file with such a function or static tracepoint, a cgroup, a network namespace, a perf event,
     * a process. Looked up anew each time; nothing is attached.
     */
    ProbeResult place(AttachPoint point);

    /** Tells whether the kernel has what an object declares {@code __kconfig} or {@code __ksym}; see {@link External}. */
    ProbeResult external(External kind, String name);

    /**
     * The value of an option of the kernel's configuration, as the file has it ({@code y}, {@code 250}, {@code "(none)"}), or of
     * an option that libbpf adds ({@code LINUX_KERNEL_VERSION}); empty when it is not known.
     */
    Optional<String> option(String name);

    /** The file that the kernel's configuration is read from; empty when it cannot be read. */
    Optional<String> configuration();

    /**
     * Mounts tracefs and bpffs where they are missing and mounting is allowed. Returns one line for each that could not be
     * mounted, with the command that would do it; empty when all are mounted.
     */
    java.util.List<String> mountMissingFileSystems();
}
