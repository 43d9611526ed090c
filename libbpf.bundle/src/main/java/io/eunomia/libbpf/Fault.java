package io.eunomia.libbpf;

/** Whose fault a failure is, as far as somebody else would have to act. Whoever throws a {@link BpfException} knows. */
public enum Fault {
    /** The object's: malformed, or it says something the kernel never takes. */
    OBJECT,
    /** The caller's: a value that was given does not fit. */
    VALUE,
    /** The place to attach to does not exist or takes no such program. */
    TARGET,
    /** The place takes no more programs, or none beside the one that it has. */
    PLACE,
    /** The running kernel, or the libbpf in use, does not offer it. */
    KERNEL,
    /** This process may not do it. */
    PRIVILEGE,
    /** Something is larger than memory or a bound allows. */
    SIZE,
    /** A limit of this process or of the host is reached: open files, perf events. */
    LIMIT,
    /** Nobody's but this library's. */
    INTERNAL;

    /** What an errno alone suggests, for operations that say nothing better. @param errno positive, or 0 */
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
