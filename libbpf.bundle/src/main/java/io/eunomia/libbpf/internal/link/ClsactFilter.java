package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.nio.ByteBuffer;

/**
 * A direct-action BPF filter on an interface's clsact queueing discipline, by which classifiers are attached before Linux
 * 6.6. The discipline is made when it is missing, and is left behind: filters of others may depend on it by then, and the
 * kernel has no way to remove it only if it is unused. Without filters it does nothing.
 */
final class ClsactFilter {
    /** {@code enum bpf_tc_attach_point}. */
    private static final int INGRESS = 1;
    private static final int EGRESS = 2;

    private ClsactFilter() {
    }

    static OwnedLink attach(AttachRequest request, int ifindex, boolean ingress) {
        LibBpf bpf = request.bpf();
        ByteBuffer hook = AttachOptions.tcHook(ifindex, ingress ? INGRESS : EGRESS);
        int made = bpf.bpf_tc_hook_create(NativeMemory.address(hook));
        if (made < 0 && ReturnCodes.errnoOf(made) != Errno.EEXIST) {
            throw request.failure(ReturnCodes.errnoOf(made));
        }
        ByteBuffer options = AttachOptions.tc(request.program().fd(), 0, 0);
        ReturnCodes.checkErr(bpf.bpf_tc_attach(NativeMemory.address(hook), NativeMemory.address(options)),
                request::failure);
        ByteBuffer filter = AttachOptions.tc(0, AttachOptions.tcHandle(options), AttachOptions.tcPriority(options));
        return new OwnedLink(request, -1,
                () -> bpf.bpf_tc_detach(NativeMemory.address(hook), NativeMemory.address(filter)));
    }
}
