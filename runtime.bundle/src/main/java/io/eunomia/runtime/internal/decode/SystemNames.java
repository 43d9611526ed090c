package io.eunomia.runtime.internal.decode;

/**
 * Knows names that only the running system has. Any thread may ask but the one that reads events, since files may be read; what is asked
 * for again and again makes no garbage.
 */
public interface SystemNames {
    /** Knows nothing. */
    SystemNames NONE = (kind, process, number) -> null;

    /** What a number stands for. */
    enum Kind {
        /** An address in the kernel. */
        KERNEL_FUNCTION,
        /** An address in a process. */
        FUNCTION,
        /** A user id of the initial user namespace. */
        USER,
        /** A group id of the initial user namespace. */
        GROUP,
        /** The kernel's dev_t of a block device. */
        DISK,
        /** The id of a cgroup in the hierarchy of version 2. */
        CGROUP
    }

    /**
     * Looks up a name.
     *
     * @param process the process that the number is of, for kinds that depend on one
     * @return null if there is none
     */
    AddedValue name(Kind kind, long process, long number);

    /** Returns names for which Java virtual machines are asked what they have compiled. */
    default SystemNames withJvmMaps() {
        return this;
    }
}
