package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.Fault;

/** Decides whose fault it is when libbpf refuses an object. */
final class ObjectFault {

    private ObjectFault() {
    }

    /** The fault for an errno; if libbpf itself refuses something, the object is at fault, whatever the errno. */
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
