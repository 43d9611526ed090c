package io.eunomia.libbpf;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A program of an opened object, to be edited before load. Setters return the receiver. */
@ProviderType
public interface ProgramFile {

    /** The C function's name. */
    String name();

    /** The ELF section, whose name gives type and attach point, e.g. {@code tracepoint/syscalls/sys_enter_openat}. */
    String section();

    ProgramType type();

    /**
     * Tells why a program of this section cannot be loaded: the libbpf in use knows no section of this name, and no type has
     * been set. The message names the libbpf version that knows it, where one is known.
     *
     * @return the exception that loading would throw, or empty
     */
    Optional<BpfException> unknownSection();

    /** {@code enum bpf_attach_type} of include/uapi/linux/bpf.h. */
    int expectedAttachType();

    int instructionCount();

    /** Tells whether {@link BpfObjectFile#load} will load it. */
    boolean autoload();

    ProgramFile autoload(boolean load);

    ProgramFile type(ProgramType type, int expectedAttachType);

    /**
     * Sets the kernel function or tracepoint that a BTF-attached program (fentry, fexit, tp_btf, LSM, iter) is
     * verified against ({@code bpf_program__set_attach_target}).
     *
     * @throws BpfException when the running kernel's BTF has no such target
     */
    ProgramFile attachTarget(String function);

    /**
     * Asks for the verifier's log of a successful load, see {@link BpfProgram#verifierLog}; the log of a refused program is
     * kept in any case. This makes loading slower.
     *
     * @param level 0 none, 1 the verifier's path to a refusal (little is kept for an accepted program), 2 every instruction
     *     and state, 4 statistics, or a sum of these
     */
    ProgramFile verifierLog(int level);
}
