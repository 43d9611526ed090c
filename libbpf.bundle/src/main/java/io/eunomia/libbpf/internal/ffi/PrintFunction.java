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
 * libbpf's process-wide print function ({@code libbpf_set_print}) turned into Java. There is one for each libbpf in the
 * process, shared by all who have opened that libbpf (several embedded runtimes, say); libbpf calls it on the thread
 * that called libbpf, until the last of them has closed its {@link Subscription}.
 */
public final class PrintFunction {
    /** {@code LIBBPF_DEBUG} of {@code enum libbpf_print_level}; 0 is a warning, 1 information. */
    public static final int DEBUG = 2;
    // Psabi x86-64: a va_list is 24 bytes; AAPCS64: 32. Both are passed by address.
    private static final int VA_LIST_BYTES = NativeLoader.architecture().equals("aarch64") ? 32 : 24;
    private static final int USUAL_BYTES = 1024;

    /** {@code libbpf_print_fn_t} of bpf/libbpf.h. */
    public interface Callback {
        /** @param format address of a string of C's @param arguments address of a {@code va_list} */
        @Delegate
        int print(int level, long format, long arguments);
    }

    /** Receives messages. Must be quick: libbpf waits. What it throws is dropped, C has no place for it. */
    public interface Sink {
        /** Asked before a message is formatted. */
        boolean wants(int level);

        /** @param text one message, usually ending in a line feed */
        void message(int level, String text);
    }

    /** Ends what {@link #subscribe} began; harmless when repeated. */
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

    /** What is set in which libbpf: static as that is. Also guards setting and resetting. */
    private static final Map<Path, PrintFunction> SET = new HashMap<>();

    private final Natives natives;
    private final List<Sink> sinks = new CopyOnWriteArrayList<>();
    /** jnr-ffi keeps the machine code that calls this one only while it is reachable, as it is through {@link #SET}. */
    private final Callback callback = this::print;
    /** Of that machine code. */
    private final long address;

    private PrintFunction(Natives natives) {
        this.natives = natives;
        this.address = Runtime.getSystemRuntime().getClosureManager().getClosurePointer(Callback.class, callback).address();
    }

    /** From now on {@code sink} gets the messages too. */
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

    /** Silences libbpf after the last, unless somebody who is not of this bundle took over meanwhile. */
    private void remove(Sink sink) {
        synchronized (SET) {
            if (!sinks.remove(sink) || !sinks.isEmpty()) {
                return;
            }
            long before = natives.bpf().libbpf_set_print(0);
            if (before == address) {
                SET.remove(natives.file());
            } else {
                // It may call us in its turn: the callback stays.
                natives.bpf().libbpf_set_print(before);
            }
        }
    }

    /** libbpf's call. */
    private int print(int level, long format, long arguments) {
        try {
            return message(level, format, arguments);
        } catch (Throwable e) {
            // Nothing may be thrown into C; a lost message is the smaller harm.
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

    /** @return null when it does not fit */
    private String format(long format, long arguments, byte[] room) {
        int length = length(room, format, arguments);
        return length >= room.length ? null : new String(room, 0, Math.max(length, 0), StandardCharsets.UTF_8);
    }

    /** Gives vsnprintf a copy of the va_list: it walks through what it is given, and we may have to print twice. */
    private int length(byte[] room, long format, long arguments) {
        return natives.c().vsnprintf(room, room == null ? 0 : room.length, format,
                ForeignMemory.at(arguments, VA_LIST_BYTES).copy(0, VA_LIST_BYTES));
    }
}
