package io.eunomia.libbpf.internal.ffi;

import java.lang.invoke.VarHandle;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Memory outside the Java heap that somebody else owns, in host byte order. It must not be used after the owner freed it;
 * accesses beyond its end throw {@link IndexOutOfBoundsException}. Offsets are in bytes; those of longs, ints and shorts
 * must be multiples of their size, so that each is read and written as a whole.
 */
public final class ForeignMemory {
    private final Pointer memory;

    private ForeignMemory(Pointer memory) {
        this.memory = memory;
    }

    public static ForeignMemory at(long address, long bytes) {
        return new ForeignMemory(Pointer.wrap(Runtime.getSystemRuntime(), address, bytes));
    }

    public int getShort(long offset) {
        return memory.getShort(offset);
    }

    public int getInt(long offset) {
        return memory.getInt(offset);
    }

    /** What is read afterwards is at least as new as this. */
    public long getLongAcquire(long offset) {
        long value = memory.getLongLong(offset);
        VarHandle.acquireFence();
        return value;
    }

    /** Others see this after all that was read and written before, and before anything is read afterwards. */
    public void putLongFenced(long offset, long value) {
        VarHandle.releaseFence();
        memory.putLongLong(offset, value);
        VarHandle.fullFence();
    }

    public void putLong(long offset, long value) {
        memory.putLongLong(offset, value);
    }

    public void putInt(long offset, int value) {
        memory.putInt(offset, value);
    }

    public void putShort(long offset, short value) {
        memory.putShort(offset, value);
    }

    public void put(long offset, byte[] bytes) {
        memory.put(offset, bytes, 0, bytes.length);
    }

    /** Copies from here to an array, by one native call however many bytes. */
    public void get(long offset, byte[] to, int start, int bytes) {
        memory.get(offset, to, start, bytes);
    }

    /** @return how many bytes there are before the first zero, at most {@code mostBytes} */
    public int stringLength(int mostBytes) {
        int end = memory.indexOf(0, (byte) 0, mostBytes);
        return end < 0 ? mostBytes : end;
    }

    /** A copy of a part. */
    public byte[] copy(long offset, int bytes) {
        byte[] copy = new byte[bytes];
        get(offset, copy, 0, bytes);
        return copy;
    }
}
