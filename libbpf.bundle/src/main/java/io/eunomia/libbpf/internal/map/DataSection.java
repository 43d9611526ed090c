package io.eunomia.libbpf.internal.map;

import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.ForeignMemory;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes a variable of a writable data section while programs run. The section's map can be mapped into user space
 * ({@code BPF_F_MMAPABLE}), and we write there: an update of the map's one entry would also reset the other variables that
 * programs changed meanwhile.
 */
public final class DataSection {
    private static final int READ_WRITE = 3;
    private static final int SHARED = 1;

    private DataSection() {
    }

    /**
     * Writes a value. Values of 1, 2, 4 or 8 bytes at their natural alignment are written as a whole, others byte by byte.
     *
     * @param map the section's map, which the caller keeps in use
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
