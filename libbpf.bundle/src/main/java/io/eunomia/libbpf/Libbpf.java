package io.eunomia.libbpf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.KernelTime;
import io.eunomia.libbpf.kernel.Processes;
import io.eunomia.libbpf.ring.Epoll;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The native libbpf, loaded once per class loader. Any thread may call any method; operations on different objects run in
 * parallel.
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
     * @param name the object's name in messages and in {@code bpftool}, which shows at most 15 characters
     * @param elf a relocatable ELF of machine 247, 64-bit little-endian
     * @return an editable object owned by the caller
     * @throws BpfException when the bytes are not such an object, with a message naming the faulty field
     */
    default BpfObjectFile open(String name, byte[] elf) {
        return open(name, ElfObject.parse(elf));
    }

    /**
     * Opens an object whose bytes have been checked already; otherwise the same as {@link #open(String, byte[])}.
     *
     * @throws BpfException when libbpf refuses the object all the same
     */
    BpfObjectFile open(String name, ElfObject object);

    /**
     * Opens an object and resolves its CO-RE relocations by the given types in place of those that the running kernel shows.
     *
     * @param types of the running kernel, for a kernel that shows none or others
     * @throws BpfException also when the types are damaged
     */
    BpfObjectFile open(String name, ElfObject object, KernelTypes types);

    /** Probes of what the running kernel can do; conclusive answers are cached. */
    KernelProbes probes();

    /**
     * Probes of what the running kernel can do, judged by the given types.
     *
     * @param types used in place of those that the kernel shows
     * @return new probes with a cache of their own
     */
    KernelProbes probes(KernelTypes types);

    /**
     * The BTF of the running kernel, or that of {@link LibbpfOptions#btf} in its place; parsed once and kept while in use.
     *
     * @throws UnsupportedFeatureException when the kernel has none
     */
    Btf kernelBtf();

    /**
     * Waits until every program invocation that was under way at the call has ended. Programs run in RCU read-side sections,
     * and membarrier(2) with {@code MEMBARRIER_CMD_GLOBAL} waits for a grace period; sleepable programs are the exception and
     * are not waited for. Takes some ms to tens of ms.
     */
    void awaitInvocations();

    /** Reads the kernel's clocks as BPF programs see them. Takes about a microsecond. */
    KernelTime kernelTime();

    /**
     * Makes the kernel count the runs and the time of all programs on the machine, for {@link BpfProgram#info}. This costs
     * each run some tens of ns. The sysctl {@code kernel.bpf_stats_enabled} switches the same counting on.
     *
     * @return a handle that the caller must close to end the counting; the counts stay
     * @throws UnsupportedFeatureException before Linux 5.8
     */
    RunStatistics countRuns();

    /**
     * Looks up the map that is pinned at a path.
     *
     * @return empty when nothing is there
     * @throws BpfException when the file cannot be opened, or is no map
     */
    Optional<PinnedMap> pinnedMap(Path path);

    /**
     * Looks up the kernel's number of a pinned map, program or link, by which {@code bpftool} lists it. It is not given again
     * until the next boot.
     *
     * @return empty when nothing is there
     * @throws BpfException when the file cannot be opened, or is none of these
     */
    OptionalInt pinnedId(Path path);

    /**
     * Takes over an attachment that was {@link BpfLink#pin pinned}, by another process or this one.
     *
     * @param program the name of the program that it runs, for messages
     * @param point where it is attached, which the pin does not tell
     * @return owned by the caller; a {@link BpfSlot} if a slot was pinned
     * @throws BpfException when a pin is missing or is not what it should be
     */
    BpfLink adopt(Path folder, String program, AttachPoint point);

    /**
     * Lists the programs in the kernel that use a map: their ids and names, as {@code bpftool prog} shows them.
     *
     * @param map the map's id
     * @throws BpfException when this process may not ask
     */
    Map<Integer, String> programsUsing(int map);

    /** Access to other processes. */
    Processes processes();

    /** A new epoll instance owned by the caller. */
    Epoll newEpoll();

    /** Writes the running kernel's types as a C header ({@code vmlinux.h}), piece by piece, to {@code out}. */
    void dumpKernelTypes(Appendable out);
}
