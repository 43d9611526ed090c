package io.eunomia.libbpf.internal.ffi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Allocates memory outside the Java heap as byte buffers in host byte order; {@link ForeignMemory} is for memory of others. */
public final class NativeMemory {
    private NativeMemory() {
    }

    /** Allocates zeroed memory, freed with the buffer. The caller keeps the buffer reachable while C may use its address. */
    public static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Allocates memory that holds {@code text} in UTF-8 and a terminating zero, for a member of a structure. */
    public static ByteBuffer string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return allocate(bytes.length + 1).put(0, bytes);
    }

    /** The address of a direct buffer's first byte, whatever its position is. */
    public static long address(ByteBuffer direct) {
        return Pointer.wrap(Runtime.getSystemRuntime(), direct).address() - direct.position();
    }
}
