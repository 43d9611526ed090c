package io.eunomia.libbpf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.KernelTime;
import io.eunomia.libbpf.ring.Epoll;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The native libbpf, loaded once per class loader. All methods may be called from any thread; operations on
 * different objects run in parallel.
 */
@ProviderType
public interface Libbpf {

    /** Version of the loaded library, for example {@code 1.1.2}, and the file it came from. */
    record NativeLibrary(int major, int minor, int patch, Path file) {
        @Override
        public String toString() {
            return "libbpf " + major + '.' + minor + '.' + patch + " (" + file + ')';
        }
    }

    NativeLibrary library();

    /**
     * Opens an object from memory. The bytes are checked in Java first, so that malformed input cannot reach
     * native code; they are copied and may be changed afterwards. Makes no kernel object.
     *
     * @param name what the object is called in messages and in {@code bpftool}, at most 15 characters used
     * @param elf a relocatable ELF of machine 247, 64-bit little-endian
     * @return an editable object owned by the caller
     * @throws BpfException when the bytes are not such an object, with a message naming the faulty field
     */
    default BpfObjectFile open(String name, byte[] elf) {
        return open(name, ElfObject.parse(elf));
    }

    /**
     * Opens an object that has been checked already; otherwise as {@link #open(String, byte[])}.
     *
     * @throws BpfException when libbpf refuses it all the same
     */
    BpfObjectFile open(String name, ElfObject object);

    /**
     * The same, with these types in place of the running kernel's for what is relocated by them.
     *
     * @param types of the running kernel, which does not show them, or shows others
     * @throws BpfException also when the types are damaged
     */
    BpfObjectFile open(String name, ElfObject object, KernelTypes types);

    /** What the running kernel can do; answers are cached when they are conclusive. */
    KernelProbes probes();

    /**
     * What the running kernel can do by these types.
     *
     * @param types in place of those that it shows
     * @return with a cache of its own
     */
    KernelProbes probes(KernelTypes types);

    /**
     * BTF of the running kernel, or what {@link LibbpfOptions#btf} gives in its place, parsed once and kept while in use.
     *
     * @throws UnsupportedFeatureException when the kernel has none
     */
    Btf kernelBtf();

    /**
     * Waits until every invocation of a program that was under way at the call has ended: they run in RCU read-side
     * sections, and membarrier(2) with {@code MEMBARRIER_CMD_GLOBAL} waits for a grace period. Not so for sleepable
     * programs. Takes some ms to tens of ms.
     */
    void awaitInvocations();

    /** The kernel's clocks now, as BPF programs see them. Takes about a microsecond. */
    KernelTime kernelTime();

    /**
     * Makes the kernel count runs and time of all programs on the machine, for {@link BpfProgram#info}; costs each run
     * some tens of ns. Also on if the sysctl {@code kernel.bpf_stats_enabled} says so.
     *
     * @return to be closed by the caller; the counts stay
     * @throws UnsupportedFeatureException before Linux 5.8
     */
    RunStatistics countRuns();

    /**
     * Takes the JVM's own files (library, modules, archives of classes) out of this process's memory as far as they are
     * unchanged: for a process that has started and will hardly need them. They stay in the page cache and come back as
     * they are touched. Takes some ms.
     *
     * @return bytes that are not resident any more
     */
    long releaseJavaFiles();

    /**
     * The map that is pinned at a path.
     *
     * @return empty when nothing is there
     * @throws BpfException when it cannot be looked at, or is no map
     */
    Optional<PinnedMap> pinnedMap(Path path);

    /**
     * Programs in the kernel that use a map, by their ids and names as {@code bpftool prog} shows them.
     *
     * @param map its id
     * @throws BpfException when this process may not ask
     */
    Map<Integer, String> programsUsing(int map);

    /** A new epoll instance owned by the caller. */
    Epoll newEpoll();

    /** The running kernel's types as a C header ({@code vmlinux.h}), written piece by piece to {@code out}. */
    void dumpKernelTypes(Appendable out);
}
