package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.internal.ffi.ForeignMemory;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.nio.charset.StandardCharsets;

/**
 * Memory for a verifier's log. It is only reserved: a page gets memory when the kernel writes to it, which happens only for a
 * refused program or when a log was asked for. So the buffer can be as large as libbpf's largest log buffer from the start,
 * and no program has to be loaded twice.
 */
final class VerifierLogBuffer implements AutoCloseable {
    /** libbpf's BPF_LOG_BUF_SIZE, {@code UINT32_MAX >> 8}: the most that kernels before 5.2 accept. */
    private static final int BYTES = (1 << 24) - 1;
    private static final int READ_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS_NORESERVE = 0x2 | 0x20 | 0x4000;

    private final LibC c;
    private final long address;

    VerifierLogBuffer(LibC c) {
        this.c = c;
        this.address = ReturnCodes.checkPtr(
                c.mmap(0, BYTES, READ_WRITE, PRIVATE_ANONYMOUS_NORESERVE, -1, 0), "memory map", "verifier log");
    }

    long address() {
        return address;
    }

    long size() {
        return BYTES;
    }

    /**
     * The log. It is whole unless the heap is too small for it: then this is its first and last part, with a line between them
     * that tells how much was left out.
     */
    String text() {
        int length = (int) ForeignMemory.at(address, BYTES).stringLength();
        long room = Runtime.getRuntime().maxMemory() / 16;
        if (length <= room) {
            return text(0, length);
        }
        int part = (int) room / 2;
        return text(0, part) + "\n... " + (length - 2 * part) + " bytes left out: the heap has no room for"
                + " them ...\n" + text(length - part, part);
    }

    private String text(int from, int length) {
        return new String(ForeignMemory.at(address, BYTES).copy(from, length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        c.munmap(address, BYTES);
    }
}
