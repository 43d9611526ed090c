package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;

/** Attaches to targets that a file names: a cgroup v2 directory, a network namespace. */
final class DirectoryAttacher {
    private static final int O_CLOEXEC = 0x80000;

    OwnedLink attach(AttachRequest request) {
        LibC c = request.context().c();
        int fd = ReturnCodes.checkErr(c.open(path(request.point()), O_CLOEXEC), request::failure);
        try {
            // The kernel's link keeps a reference of its own; the descriptor is needed only for the call.
            return request.link(request.point() instanceof AttachPoint.Cgroup
                    ? request.bpf().bpf_program__attach_cgroup(request.handle(), fd)
                    : request.bpf().bpf_program__attach_netns(request.handle(), fd));
        } finally {
            c.close(fd);
        }
    }

    private static String path(AttachPoint point) {
        if (point instanceof AttachPoint.Cgroup cgroup) {
            return cgroup.path();
        }
        return ((AttachPoint.NetworkNamespace) point).path();
    }
}
