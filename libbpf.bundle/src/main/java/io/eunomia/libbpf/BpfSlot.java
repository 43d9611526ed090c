package io.eunomia.libbpf;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A hook that is attached once and runs the program that is in its slot. Replacing the program is one atomic step: each
 * invocation runs exactly one program, to its end. Closing the slot detaches it. Safe for use by several threads.
 */
@ProviderType
public interface BpfSlot extends BpfLink {

    /**
     * Makes the hook run {@code program} from now on. Invocations under way finish the program they began with; to wait for
     * them see {@link Libbpf#awaitInvocations}. The program must stay loaded for as long as it is in the slot.
     *
     * @param program of the same type and attach target as the first one
     * @throws UnsupportedFeatureException when the kernel refuses to jump to this program; the slot then is unchanged
     */
    void run(BpfProgram program);

    /**
     * Makes the hook run nothing from now on. This takes effect at once, while {@link #close} may wait for a grace period in
     * the kernel. Invocations under way finish the program they began with.
     */
    void clear();

    /**
     * The kernel's counters of the hook's stub. The kernel counts a run where it enters, so the programs in the slot show no
     * runs of their own. After closing these are the last counts.
     */
    BpfProgram.Info info();
}
