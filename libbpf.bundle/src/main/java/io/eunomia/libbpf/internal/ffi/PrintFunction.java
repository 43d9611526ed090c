package io.eunomia.libbpf.internal.ffi;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.Delegate;

/**
 * Passes the output of libbpf's process-wide print function ({@code libbpf_set_print}) to Java. Each libbpf in the process has
 * one, which all openers of that libbpf share (several embedded runtimes, say). libbpf calls it on the thread that called
 * libbpf, until the last opener has closed its {@link Subscription}.
 */
public final class PrintFunction {
    /** {@code LIBBPF_DEBUG} of {@code enum libbpf_print_level}; 0 is a warning, 1 information. */
    public static final int DEBUG = 2;
    // A va_list has 24 bytes by the x86-64 psABI and 32 by AAPCS64. Both are passed by address.
    private static final int VA_LIST_BYTES = NativeLoader.architecture().equals("aarch64") ? 32 : 24;
    private static final int USUAL_BYTES = 1024;

    /** The callback's signature, {@code libbpf_print_fn_t} of bpf/libbpf.h. */
    public interface Callback {
        /** @param format address of a C string @param arguments address of a {@code va_list} */
        @Delegate
        int print(int level, long format, long arguments);
    }

    /** Receives messages. It must be quick because libbpf waits. Exceptions from it are dropped, because C cannot take them. */
    public interface Sink {
        /** Tells whether messages of this level are wanted; asked before a message is formatted. */
        boolean wants(int level);

        /** @param text one message, usually ending in a line feed */
        void message(int level, String text);
    }

    /** A subscription made by {@link #subscribe}; closing ends it and is harmless when repeated. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private record Removal(PrintFunction function, Sink sink) implements Subscription {
        @Override
        public void close() {
            function.remove(sink);
        }
    }

    /** The print function of each libbpf, static because libbpf's is process-wide. Also guards setting and resetting. */
    private static final Map<Path, PrintFunction> SET = new HashMap<>();

    private final Natives natives;
    private final List<Sink> sinks = new CopyOnWriteArrayList<>();
    /** The callback, reachable through {@link #SET} because jnr-ffi frees its machine code when it becomes unreachable. */
    private final Callback callback = this::print;
    /** The address of that machine code. */
    private final long address;

    private PrintFunction(Natives natives) {
        this.natives = natives;
        this.address = Runtime.getSystemRuntime().getClosureManager().getClosurePointer(Callback.class, callback).address();
    }

    /** Makes {@code sink} receive the messages from now on, beside other sinks. */
    public static Subscription subscribe(Natives natives, Sink sink) {
        synchronized (SET) {
            PrintFunction function = SET.get(natives.file());
            if (function == null) {
                function = new PrintFunction(natives);
                SET.put(natives.file(), function);
            }
            function.sinks.add(sink);
            natives.bpf().libbpf_set_print(function.address);
            return new Removal(function, sink);
        }
    }

    /** Removes a sink. After the last one it silences libbpf, unless other code than this bundle's has set its own function. */
    private void remove(Sink sink) {
        synchronized (SET) {
            if (!sinks.remove(sink) || !sinks.isEmpty()) {
                return;
            }
            long before = natives.bpf().libbpf_set_print(0);
            if (before == address) {
                SET.remove(natives.file());
            } else {
                // That other function may call ours in turn, so the callback stays.
                natives.bpf().libbpf_set_print(before);
            }
        }
    }

    /** Called by libbpf for each message. */
    private int print(int level, long format, long arguments) {
        try {
            return message(level, format, arguments);
        } catch (Throwable e) {
            // No exception may reach C; a lost message does less harm.
            return -1;
        }
    }

    private int message(int level, long format, long arguments) {
        String text = null;
        for (Sink sink : sinks) {
            if (sink.wants(level)) {
                text = text == null ? format(format, arguments) : text;
                sink.message(level, text);
            }
        }
        return text == null ? 0 : text.length();
    }

    private String format(long format, long arguments) {
        String text = format(format, arguments, new byte[USUAL_BYTES]);
        return text != null ? text : format(format, arguments, new byte[length(null, format, arguments) + 1]);
    }

    /** @return the text, null when it does not fit */
    private String format(long format, long arguments, byte[] room) {
        int length = length(room, format, arguments);
        return length >= room.length ? null : new String(room, 0, Math.max(length, 0), StandardCharsets.UTF_8);
    }

    /** Gives vsnprintf a copy of the va_list, because vsnprintf consumes it and we may have to print twice. */
    private int length(byte[] room, long format, long arguments) {
        return natives.c().vsnprintf(room, room == null ? 0 : room.length, format,
                ForeignMemory.at(arguments, VA_LIST_BYTES).copy(0, VA_LIST_BYTES));
    }
}
