package io.eunomia.libbpf;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A loaded program; owned by its {@link BpfObject}. */
@ProviderType
public interface BpfProgram {

    /**
     * The kernel's identity and counters of a program ({@code struct bpf_prog_info}).
     *
     * @param id kernel-wide program id, as {@code bpftool prog} shows it
     * @param tag the kernel's 8-byte hash of the instructions, in hex
     * @param runCount invocations; 0 unless statistics are counted, see {@link Libbpf#countRuns}
     * @param runNanos time spent, in ns; 0 unless statistics are counted
     * @param memoryBytes kernel memory locked for the program's pages
     * @param recursionMisses invocations skipped because the program was already running on that CPU
     */
    record Info(int id, String tag, long runCount, long runNanos, long memoryBytes, long recursionMisses) {
    }

    /**
     * The address range of a function that the kernel's JIT compiler produced; addresses are unsigned numbers.
     *
     * @param start address of its first byte
     * @param end address after its last byte
     */
    record Code(long start, long end) {
    }

    String name();

    String section();

    ProgramType type();

    /** File descriptor, valid until the object is closed; never to be closed by the caller. */
    int fd();

    Info info();

    /**
     * The program's functions, its subprograms included. Empty when the kernel does not show them: because its JIT compiler is
     * off ({@code net.core.bpf_jit_enable}), or because this process may not see kernel addresses
     * ({@code kernel.kptr_restrict}).
     */
    List<Code> code();

    /** The verifier's log of a successful load; empty unless {@link ProgramFile#verifierLog} asked for it. */
    String verifierLog();

    /**
     * Attaches the program.
     *
     * @param point the place; {@link AttachPoint#bySection()} takes the one that the section's name gives
     * @return the link, owned by the caller; closing it detaches
     * @throws UnsupportedFeatureException when the kernel has no such kind of hook
     * @throws BpfException when the target does not exist or the section names none; the message tells what to give instead
     */
    BpfLink attach(AttachPoint point);

    /**
     * Attaches the program so that it can be replaced later: the hook runs a stub of the same type, and the stub jumps to the
     * program in its slot.
     *
     * @return the slot, owned by the caller and to be closed before the object; or the reason why a jump cannot reach programs
     *     of this kind (sleepable ones, USDT, iterators, struct_ops), which only {@link #attach} can attach
     * @throws BpfException as {@link #attach}
     */
    SlotResult attachSlot(AttachPoint point);
}
