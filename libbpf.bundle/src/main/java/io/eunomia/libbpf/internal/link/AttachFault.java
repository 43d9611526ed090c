package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.Fault;

/** Decides whose fault a refused attachment is: an errno means one thing for a given place, another for one by section. */
final class AttachFault {

    private AttachFault() {
    }

    /** @param errno positive */
    static Fault of(AttachPoint point, int errno) {
        boolean given = !(point instanceof AttachPoint.BySection);
        return switch (errno) {
            case Errno.EPERM, Errno.EACCES -> Fault.PRIVILEGE;
            case Errno.EMFILE, Errno.ENFILE, Errno.ENOSPC, Errno.EAGAIN -> Fault.LIMIT;
            case Errno.ENOMEM -> Fault.SIZE;
            case Errno.EBUSY, Errno.EEXIST -> Fault.PLACE;
            case Errno.EINVAL -> given ? Fault.TARGET : Fault.OBJECT;
            case Errno.ENOTSUPP, Errno.ENOSYS -> Fault.KERNEL;
            // Any other errno is an answer of the place itself: an interface without XDP, a file that is no cgroup.
            default -> Fault.TARGET;
        };
    }
}
