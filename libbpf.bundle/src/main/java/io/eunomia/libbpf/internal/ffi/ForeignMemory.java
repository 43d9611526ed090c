package io.eunomia.libbpf.internal.ffi;

import java.lang.invoke.VarHandle;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Memory outside the Java heap that other code owns, in host byte order. It must not be used after the owner freed it;
 * accesses beyond its end throw {@link IndexOutOfBoundsException}. Offsets are in bytes; those of longs, ints and shorts
 * must be multiples of their size, so that each is read and written as a whole.
 */
public final class ForeignMemory {
    private final Pointer memory;
    private final long size;

    private ForeignMemory(Pointer memory, long size) {
        this.memory = memory;
        this.size = size;
    }

    public static ForeignMemory at(long address, long bytes) {
        // Bounds are checked here: a jnr-ffi pointer with bounds would cost two more virtual calls per access.
        return new ForeignMemory(Pointer.wrap(Runtime.getSystemRuntime(), address), bytes);
    }

    private long checked(long offset, long bytes) {
        if ((offset | bytes | size - bytes - offset) < 0) {
            throw new IndexOutOfBoundsException(bytes + " bytes at " + offset + " of " + size);
        }
        return offset;
    }

    public short getShort(long offset) {
        return memory.getShort(checked(offset, Short.BYTES));
    }

    public int getInt(long offset) {
        return memory.getInt(checked(offset, Integer.BYTES));
    }

    /** Reads a long; later reads see values at least as new as this one. */
    public long getLongAcquire(long offset) {
        long value = memory.getLongLong(checked(offset, Long.BYTES));
        VarHandle.acquireFence();
        return value;
    }

    /** Writes a long. Others see it after all earlier reads and writes of this thread, and before any later read. */
    public void putLongFenced(long offset, long value) {
        VarHandle.releaseFence();
        putLong(offset, value);
        VarHandle.fullFence();
    }

    public void putLong(long offset, long value) {
        memory.putLongLong(checked(offset, Long.BYTES), value);
    }

    public void putInt(long offset, int value) {
        memory.putInt(checked(offset, Integer.BYTES), value);
    }

    public void putShort(long offset, short value) {
        memory.putShort(checked(offset, Short.BYTES), value);
    }

    public void put(long offset, byte[] bytes) {
        memory.put(checked(offset, bytes.length), bytes, 0, bytes.length);
    }

    /** Copies to an array by one native call, however many bytes. */
    public void get(long offset, byte[] to, int start, int bytes) {
        memory.get(checked(offset, bytes), to, start, bytes);
    }

    /** @return the number of bytes before the first zero, or of all bytes if there is none */
    public long stringLength() {
        int end = memory.indexOf(0, (byte) 0, Math.toIntExact(size));
        return end < 0 ? size : end;
    }

    /** A copy of a part. */
    public byte[] copy(long offset, int bytes) {
        byte[] copy = new byte[bytes];
        get(offset, copy, 0, bytes);
        return copy;
    }
}
