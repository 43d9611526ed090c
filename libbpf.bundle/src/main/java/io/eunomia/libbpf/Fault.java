package io.eunomia.libbpf;

/** Tells whose fault a failure is, and so who has to act. The code that throws a {@link BpfException} chooses it. */
public enum Fault {
    /** The object is at fault: it is malformed, or asks for something that no kernel accepts. */
    OBJECT,
    /** The caller gave a value that does not fit. */
    VALUE,
    /** The place to attach to does not exist or takes no such program. */
    TARGET,
    /** The place to attach to takes no more programs, or none beside the one that it has. */
    PLACE,
    /** The running kernel, or the libbpf in use, does not offer the feature. */
    KERNEL,
    /** This process lacks the privilege. */
    PRIVILEGE,
    /** Something is larger than the memory or a bound allows. */
    SIZE,
    /** A limit of this process or of the host is reached: open files, perf events. */
    LIMIT,
    /** The library itself is at fault. */
    INTERNAL;

    /** Guesses from errno alone, for operations that know nothing better. @param errno positive, or 0 */
    static Fault of(int errno) {
        return switch (errno) {
            case 0, Errno.EINVAL -> OBJECT;
            case Errno.EPERM, Errno.EACCES -> PRIVILEGE;
            case Errno.ENOENT, Errno.ENODEV -> TARGET;
            case Errno.E2BIG, Errno.ENOMEM -> SIZE;
            case Errno.EMFILE, Errno.ENFILE, Errno.ENOSPC, Errno.EAGAIN -> LIMIT;
            case Errno.EOPNOTSUPP, Errno.ENOTSUPP -> KERNEL;
            default -> INTERNAL;
        };
    }
}
