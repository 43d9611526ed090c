package io.eunomia.libbpf.internal.ffi;

import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Closure;
import com.kenai.jffi.ClosureManager;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * libbpf's process-wide print function ({@code libbpf_set_print}) turned into Java. Whoever made it owns it; libbpf
 * calls it until it is closed, on the thread that called libbpf.
 */
public final class PrintFunction implements AutoCloseable {
    /** {@code LIBBPF_DEBUG} of {@code enum libbpf_print_level}; 0 is a warning, 1 information. */
    public static final int DEBUG = 2;
    // Psabi x86-64: a va_list is 24 bytes; AAPCS64: 32. Both are passed by address.
    private static final int VA_LIST_BYTES = NativeLoader.architecture().equals("aarch64") ? 32 : 24;
    private static final int USUAL_BYTES = 1024;

    /** Receives messages. Must be quick: libbpf waits. What it throws is dropped, C has no place for it. */
    public interface Sink {
        /** Asked before a message is formatted. */
        boolean wants(int level);

        /** @param text one message, usually ending in a line feed */
        void message(int level, String text);
    }

    private final Natives natives;
    private final Sink sink;
    private final Closure.Handle closure;
    private boolean closed;

    /** Takes the place of the print function that is set. */
    public PrintFunction(Natives natives, Sink sink) {
        this.natives = natives;
        this.sink = sink;
        // Held by this object: libbpf calls it as long as it is set, whatever the garbage collector thinks.
        this.closure = ClosureManager.getInstance().newClosure(this::called, Type.SINT,
                new Type[] {Type.SINT, Type.POINTER, Type.POINTER}, CallingConvention.DEFAULT);
        natives.bpf().libbpf_set_print(closure.getAddress());
    }

    private void called(Closure.Buffer call) {
        int written = 0;
        try {
            int level = call.getInt(0);
            if (sink.wants(level)) {
                String text = format(call.getAddress(1), call.getAddress(2));
                written = text.length();
                sink.message(level, text);
            }
        } catch (Throwable e) {
            // Nothing may be thrown into C; a lost message is the smaller harm.
            written = -1;
        }
        call.setIntReturn(written);
    }

    private String format(long format, long arguments) {
        String text = format(format, arguments, USUAL_BYTES);
        return text != null ? text : format(format, arguments, length(format, arguments) + 1);
    }

    /** @return null when it does not fit */
    private String format(long format, long arguments, int bytes) {
        ByteBuffer text = NativeMemory.allocate(bytes);
        int length = print(NativeMemory.address(text), bytes, format, arguments);
        if (length >= bytes) {
            return null;
        }
        byte[] copy = new byte[Math.max(length, 0)];
        text.get(0, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }

    private int length(long format, long arguments) {
        return print(0, 0, format, arguments);
    }

    /** Gives vsnprintf a copy of the va_list: it walks through what it is given, and we may have to print twice. */
    private int print(long buffer, long bytes, long format, long arguments) {
        ByteBuffer copy = NativeMemory.allocate(VA_LIST_BYTES);
        long address = NativeMemory.address(copy);
        MemoryIO.getInstance().copyMemory(arguments, address, VA_LIST_BYTES);
        int length = natives.c().vsnprintf(buffer, bytes, format, address);
        java.lang.ref.Reference.reachabilityFence(copy);
        return length;
    }

    /** Silences libbpf, unless somebody else took over meanwhile. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        long before = natives.bpf().libbpf_set_print(0);
        if (before != closure.getAddress()) {
            natives.bpf().libbpf_set_print(before);
            return;
        }
        closure.dispose();
    }
}
