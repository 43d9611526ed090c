package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.Fault;

/** Whose fault it is when libbpf does not take an object. */
final class ObjectFault {

    private ObjectFault() {
    }

    /** What libbpf does not take is wrong in the object, whatever number it gives that. */
    static Fault of(int errno) {
        return switch (errno) {
            case Errno.EPERM, Errno.EACCES -> Fault.PRIVILEGE;
            case Errno.ENOMEM -> Fault.SIZE;
            case Errno.EMFILE, Errno.ENFILE, Errno.EAGAIN, Errno.ENOSPC -> Fault.LIMIT;
            case Errno.ENOTSUPP, Errno.ENOSYS -> Fault.KERNEL;
            default -> Fault.OBJECT;
        };
    }
}
