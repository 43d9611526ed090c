package io.eunomia.libbpf.internal.ffi;

import com.kenai.jffi.Direct;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Memory outside the Java heap as byte buffers in host byte order. */
public final class NativeMemory {
    private NativeMemory() {
    }

    /** New zeroed memory, freed with the buffer. The caller keeps the buffer reachable while C may use its address. */
    public static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** New memory that holds {@code text} in UTF-8 and a terminating zero. */
    public static ByteBuffer string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return allocate(bytes.length + 1).put(0, bytes);
    }

    /** Address of a direct buffer's first byte. */
    public static long address(ByteBuffer direct) {
        return Direct.address(direct);
    }

    /** A view of memory that somebody else owns; it must not be used after the owner freed it. */
    public static ByteBuffer view(long address, int bytes) {
        return Direct.view(address, bytes).order(ByteOrder.nativeOrder());
    }

    /** The zero-terminated UTF-8 text at {@code address}, at most {@code maxBytes} of it. */
    public static String text(long address, int maxBytes) {
        return new String(Direct.zeroTerminated(address, maxBytes), StandardCharsets.UTF_8);
    }
}
