package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.internal.context.LibbpfMessages;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;

/** A request for one attachment, with the data that explains a failure. */
record AttachRequest(NativeContext context, AttachableProgram program, AttachPoint point,
        LibbpfMessages.Capture messages) {

    LibBpf bpf() {
        return context.bpf();
    }

    long handle() {
        return program.handle();
    }

    /** The exception for a failure of this request. @param errno positive */
    BpfException failure(int errno) {
        return new AttachFailure(this).explain(errno);
    }

    /** Wraps a link that libbpf made. @param link {@code struct bpf_link *}, or 0 with errno set */
    OwnedLink link(long link) {
        ReturnCodes.checkPtr(link, this::failure);
        LibBpf bpf = bpf();
        return new OwnedLink(this, new int[] {bpf.bpf_link__fd(link)}, () -> bpf.bpf_link__destroy(link),
                () -> new LinkDescriptors(context, program.fd(), program.name()).close(link));
    }

    /** Wraps a link given by its descriptor. @param fd owned by the new link, or a negative errno */
    OwnedLink descriptor(int fd) {
        ReturnCodes.checkErr(fd, this::failure);
        Runnable close = () -> context.c().close(fd);
        return new OwnedLink(this, new int[] {fd}, close, close);
    }
}
