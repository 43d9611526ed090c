package io.eunomia.runtime.internal.symbol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Names the kernel's functions. Those of the kernel itself stay until the next boot and are read once; those of modules and BPF
 * programs come and go, so they are read again for an address of theirs when the last look is some seconds ago. Any thread.
 */
final class KernelSymbols {
    private static final long MOST_BYTES = 24 << 20;
    private static final long AGAIN_NANOS = 5_000_000_000L;
    /** Somebody may have done what the problem's message says. */
    private static final long TRY_AGAIN_NANOS = 60_000_000_000L;
    /** The most that is taken for the last function before a gap: its end is not known, and perf goes as far. */
    private static final long OPEN_END = 8192;

    private final Path file;
    private final LongSupplier nanoTime;
    private final Bounds text = new Bounds();
    private SymbolTable core;
    private SymbolTable modules = SymbolTable.EMPTY;
    private long readNanos;
    private String problem = "";

    /** The kernel's own code, from one symbol to another. */
    private static final class Bounds {
        private long start;
        private long end;

        void see(String name, long address) {
            if (name.equals("_stext")) {
                start = address;
            } else if (name.equals("_etext")) {
                end = address;
            }
        }

        /** Tells whether an address is in it. Code that only ran while the kernel started is gone: modules may be there now. */
        boolean contain(long address) {
            return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
        }

        boolean known() {
            return start != 0 && end != 0;
        }
    }

    /** @param file /proc/kallsyms @param nanoTime a clock as {@link System#nanoTime} */
    KernelSymbols(Path file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
    }

    /** Returns why there are no names, and what to do; empty if there are, or nobody has asked for one yet. */
    synchronized Optional<String> problem() {
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    synchronized Frame frame(long address) {
        if (core == null || !problem.isEmpty() && nanoTime.getAsLong() - readNanos > TRY_AGAIN_NANOS) {
            read();
        }
        if (text.contain(address)) {
            int found = core.find(address);
            return found < 0 ? Frame.unknown(address) : Frame.known(core.name(found), Frame.KERNEL, address - core.start(found));
        }
        if (problem.isEmpty() && nanoTime.getAsLong() - readNanos > AGAIN_NANOS) {
            read();
        }
        int found = modules.find(address);
        if (found < 0) {
            return Frame.unknown(address);
        }
        String[] parts = modules.name(found).split("\t", 2);
        return Frame.known(parts[0], parts[1], address - modules.start(found));
    }

    private void read() {
        SymbolTableBuilder own = new SymbolTableBuilder(core == null || core.size() == 0 ? MOST_BYTES : 0);
        SymbolTableBuilder others = new SymbolTableBuilder(MOST_BYTES);
        boolean[] seen = new boolean[1];
        try (InputStream in = Files.newInputStream(file)) {
            Kallsyms.read(in, (address, kind, line, from, length, moduleFrom, module) -> {
                seen[0] |= address != 0;
                if (address == 0 || "tTwW".indexOf(kind) < 0 || length == 0 || line[from] == '$') {
                    return;
                }
                if (module == 0) {
                    own.add(address, 0, rank(kind, line, from), line, from, length);
                    bound(line, from, length, address);
                } else {
                    // The name, a tab and the module: what is between and behind in the line is overwritten for that.
                    System.arraycopy(line, moduleFrom, line, from + length + 1, module);
                    line[from + length] = '\t';
                    others.add(address, 0, 0, line, from, length + 1 + module);
                }
            });
            problem = seen[0] && text.known() ? "" : KernelFunctions.hidden();
        } catch (IOException e) {
            problem = KernelFunctions.unreadable(file, e);
        }
        if (core == null || core.size() == 0) {
            core = problem.isEmpty() ? own.build(false, OPEN_END << 4) : SymbolTable.EMPTY;
        }
        modules = problem.isEmpty() ? others.build(false, OPEN_END) : SymbolTable.EMPTY;
        readNanos = nanoTime.getAsLong();
    }

    /** Of several names of one function that is taken which perf takes, so that no mark of a section hides what begins there. */
    private static int rank(char kind, byte[] line, int from) {
        int underscores = 0;
        while (underscores < 3 && line[from + underscores] == '_') {
            underscores++;
        }
        return (kind == 'T' ? 20 : kind == 't' ? 10 : 0) + 3 - underscores;
    }

    private void bound(byte[] line, int from, int length, long address) {
        if (line[from] == '_' && length == 6) {
            text.see(new String(line, from, length, StandardCharsets.US_ASCII), address);
        }
    }
}
