package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.internal.ffi.ForeignMemory;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;

/** Memory shared with the kernel (mmap(2), MAP_SHARED); unmapped by {@link #close}, once. Not thread-safe. */
final class MappedMemory implements AutoCloseable {
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;

    private final LibC c;
    private final long address;
    private final long length;
    private boolean unmapped;

    private MappedMemory(LibC c, long address, long length) {
        this.c = c;
        this.address = address;
        this.length = length;
    }

    static MappedMemory readOnly(LibC c, String map, int fd, long offset, long length) {
        return map(c, map, fd, offset, length, PROT_READ);
    }

    static MappedMemory readWrite(LibC c, String map, int fd, long offset, long length) {
        return map(c, map, fd, offset, length, PROT_READ | PROT_WRITE);
    }

    private static MappedMemory map(LibC c, String map, int fd, long offset, long length, int protection) {
        long address = ReturnCodes.checkPtr(c.mmap(0, length, protection, MAP_SHARED, fd, offset), "ring map", map,
                errno -> "mapping " + length + " bytes at offset " + offset);
        return new MappedMemory(c, address, length);
    }

    /** The bytes from {@code offset} on; must not be used after {@link #close}. */
    ForeignMemory slice(long offset, long bytes) {
        return ForeignMemory.at(address + offset, bytes);
    }

    @Override
    public void close() {
        if (!unmapped) {
            unmapped = true;
            c.munmap(address, length);
        }
    }
}
