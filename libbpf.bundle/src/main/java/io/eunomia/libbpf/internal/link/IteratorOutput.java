package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** The output of one run of an iterator program; reading makes the kernel run it for the next elements. One thread at a time. */
public final class IteratorOutput extends InputStream {
    private static final int BYTES = 64 * 1024;

    private final LibC c;
    private final int fd;
    private final ByteBuffer buffer = NativeMemory.allocate(BYTES).limit(0);
    private boolean closed;

    private IteratorOutput(LibC c, int fd) {
        this.c = c;
        this.fd = fd;
    }

    public static IteratorOutput open(NativeContext context, int link, String program) {
        int fd = ReturnCodes.checkErr(context.bpf().bpf_iter_create(link), "iterator open", program,
                errno -> errno == Errno.EINVAL ? "this is not the link of an iterator program" : "");
        return new IteratorOutput(context.c(), fd);
    }

    @Override
    public int read() throws IOException {
        return fill() ? Byte.toUnsignedInt(buffer.get()) : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, count);
        return count;
    }

    /** @return false at the end */
    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("iterator is closed");
        }
        while (!buffer.hasRemaining()) {
            long count = c.read(fd, NativeMemory.address(buffer), BYTES);
            Reference.reachabilityFence(buffer);
            if (count == 0) {
                return false;
            }
            if (count > 0) {
                buffer.position(0).limit((int) count);
            } else if (ReturnCodes.lastErrno() != Errno.EINTR && ReturnCodes.lastErrno() != Errno.EAGAIN) {
                throw new IOException("iterator read: " + Errno.name(ReturnCodes.lastErrno()));
            }
        }
        return true;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            c.close(fd);
        }
    }
}
