package io.eunomia.libbpf;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A loaded program; owned by its {@link BpfObject}. */
@ProviderType
public interface BpfProgram {

    /**
     * What the kernel counts per program ({@code struct bpf_prog_info}).
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
     * A function as the kernel's compiler made it: kernel addresses, as unsigned numbers.
     *
     * @param start of its first byte
     * @param end after its last byte
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
     * The program's functions, its subprograms included; empty when the kernel does not tell: without its compiler
     * ({@code net.core.bpf_jit_enable}), or to who may not see its addresses ({@code kernel.kptr_restrict}).
     */
    List<Code> code();

    /** The verifier's log of a successful load; empty unless asked for. */
    String verifierLog();

    /**
     * Attaches the program.
     *
     * @param point where; {@link AttachPoint#bySection()} for what the section name says
     * @return the link, owned by the caller; closing it detaches
     * @throws UnsupportedFeatureException when the kernel has no such kind of hook
     * @throws BpfException when the target does not exist or the section names none, saying what to give instead
     */
    BpfLink attach(AttachPoint point);

    /**
     * Attaches the program so that it can be replaced: a stub of the same kind is attached and jumps to the program in
     * its slot.
     *
     * @return the slot, owned by the caller and to be closed before the object; or why programs of this kind cannot be
     *     reached by a jump (sleepable ones, USDT, iterators, struct_ops): {@link #attach} is what is left then
     * @throws BpfException as {@link #attach}
     */
    SlotResult attachSlot(AttachPoint point);
}
