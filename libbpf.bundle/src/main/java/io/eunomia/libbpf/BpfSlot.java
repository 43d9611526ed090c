package io.eunomia.libbpf;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A hook that is attached once and runs whichever program is in it. Replacing the program is one atomic step: each
 * invocation runs exactly one of them, to its end. Closing it detaches. Safe for use by several threads.
 */
@ProviderType
public interface BpfSlot extends BpfLink {

    /**
     * From now on runs {@code program}; invocations under way end with the one they began with, see
     * {@link Libbpf#awaitInvocations}. The program must stay loaded for as long as it is in the slot.
     *
     * @param program of the same type and attach target as the first one
     * @throws UnsupportedFeatureException when the kernel refuses to jump to this program; the slot is as before
     */
    void run(BpfProgram program);

    /**
     * From now on runs nothing: detached in all but name, and at once, while {@link #close} may wait for a grace period
     * in the kernel. Invocations under way end with the program they began with.
     */
    void clear();

    /**
     * What the kernel counts at the hook: it counts runs where it enters, so the programs in the slot show none. Once
     * closed, what it had counted until then.
     */
    BpfProgram.Info info();
}
