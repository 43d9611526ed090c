package io.eunomia.libbpf.internal.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds BPF objects in other files by their header; an object ends with its section header table. */
public final class Carver {
    /** {@code 0x7f E L F}, little-endian. */
    private static final int MAGIC = 0x464c457f;
    /** 64-bit, little-endian, version 1. */
    private static final int IDENTITY = 0x00010102;
    /** ET_REL and EM_BPF. */
    private static final int TYPE_AND_MACHINE = 247 << 16 | 1;

    private Carver() {
    }

    public static List<byte[]> carve(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> found = new ArrayList<>();
        int at = 0;
        while (at <= file.length - HeaderCheck.HEADER_BYTES) {
            int length = file[at] == 0x7f ? length(bytes, at) : 0;
            if (length > 0) {
                found.add(Arrays.copyOfRange(file, at, at + length));
            }
            at += Math.max(1, length);
        }
        return found;
    }

    /** The length in bytes of the object that starts here, 0 if none does. */
    private static int length(ByteBuffer bytes, int at) {
        if (bytes.getInt(at) != MAGIC || (bytes.getInt(at + 4) & 0xffffff) != IDENTITY
                || bytes.getInt(at + 16) != TYPE_AND_MACHINE) {
            return 0;
        }
        long table = bytes.getLong(at + 40);
        long end = table + (long) (bytes.getShort(at + 58) & 0xffff) * (bytes.getShort(at + 60) & 0xffff);
        boolean inside = table >= HeaderCheck.HEADER_BYTES && table <= bytes.limit() && end <= bytes.limit() - at;
        return inside ? (int) end : 0;
    }
}
