package io.eunomia.libbpf.internal.map;

import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.ForeignMemory;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes into a writable data section while programs run. The section's map is memory that user space can map
 * ({@code BPF_F_MMAPABLE}); an update of its one entry would put back what programs wrote beside the variable
 * meanwhile.
 */
public final class DataSection {
    private static final int READ_WRITE = 3;
    private static final int SHARED = 1;

    private DataSection() {
    }

    /**
     * Values of 1, 2, 4 or 8 bytes at their natural alignment are written as a whole, others byte by byte.
     *
     * @param map of the section, in use by the caller
     * @param offset of the variable in the section, in bytes
     */
    public static void write(NativeContext context, KernelMap map, int offset, byte[] value) {
        LibC c = context.c();
        int bytes = map.valueSize();
        long memory = ReturnCodes.checkPtr(c.mmap(0, bytes, READ_WRITE, SHARED, map.fd(), 0), "global write",
                map.name(), errno -> "the data section cannot be mapped; Linux 5.5 or newer is needed");
        try {
            put(ForeignMemory.at(memory, bytes), offset, value);
        } finally {
            c.munmap(memory, bytes);
        }
    }

    private static void put(ForeignMemory section, int offset, byte[] value) {
        ByteBuffer given = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
        boolean aligned = offset % value.length == 0;
        if (aligned && value.length == Long.BYTES) {
            section.putLong(offset, given.getLong());
        } else if (aligned && value.length == Integer.BYTES) {
            section.putInt(offset, given.getInt());
        } else if (aligned && value.length == Short.BYTES) {
            section.putShort(offset, given.getShort());
        } else {
            section.put(offset, value);
        }
    }
}
