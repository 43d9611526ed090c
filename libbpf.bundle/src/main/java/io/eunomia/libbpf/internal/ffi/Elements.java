package io.eunomia.libbpf.internal.ffi;

import java.nio.ByteBuffer;

/**
 * Memory for a key and a value on their way between the heap and bpf(2). Each thread has one piece that it uses again
 * and again: a look-up takes less time than getting memory outside the heap.
 */
final class Elements {
    private static final int USUAL_BYTES = 1024;
    /** A cache without meaning of its own; what it holds belongs to one call. */
    private static final ThreadLocal<ByteBuffer> MEMORY =
            ThreadLocal.withInitial(() -> NativeMemory.allocate(USUAL_BYTES));

    private Elements() {
    }

    /** Memory that holds the key; it stays reachable through the thread. */
    static ByteBuffer memory(byte[] key, byte[] value) {
        int bytes = Math.addExact(offset(key), value.length);
        ByteBuffer memory = MEMORY.get();
        if (memory.capacity() < bytes) {
            memory = NativeMemory.allocate(Math.max(bytes, Math.min(memory.capacity() * 2, 1 << 20)));
            MEMORY.set(memory);
        }
        return key == null ? memory : memory.put(0, key);
    }

    /** Where the value begins: behind the key, at a multiple of eight. */
    static int offset(byte[] key) {
        return key == null ? 0 : (key.length + 7) & ~7;
    }

    static long key(ByteBuffer memory, byte[] key) {
        return key == null ? 0 : NativeMemory.address(memory);
    }

    static long value(ByteBuffer memory, byte[] key) {
        return NativeMemory.address(memory) + offset(key);
    }

    /** @return {@code result}, after it has copied the value if the call was successful */
    static int taken(ByteBuffer memory, byte[] key, byte[] value, int result) {
        if (result >= 0) {
            memory.get(offset(key), value);
        }
        return result;
    }
}
