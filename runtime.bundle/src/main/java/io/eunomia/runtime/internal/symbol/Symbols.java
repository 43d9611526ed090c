package io.eunomia.runtime.internal.symbol;

import io.eunomia.libbpf.kernel.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Names places in the kernel's code and in that of processes. One for all trackers: what it reads is kept, up to a bound. Nothing is read
 * before somebody asks. Any thread may ask but the one that reads events, since files may be read.
 */
public final class Symbols implements AutoCloseable {
    private static final Duration MOST_READ = Duration.ofSeconds(2);
    private static final long MOST_BYTES = 16 << 20;
    private static final int MOST_PROCESSES = 512;
    private static final int MOST_FRAMES = 65_536;
    /** So long what is known of a process is taken to be true, because a reading asks for thousands of places at once. */
    private static final long TRUE_NANOS = 200_000_000;

    private final Path proc;
    private final LongSupplier nanoTime;
    private final KernelSymbols kernel;
    private final FunctionCache cache = new FunctionCache(MOST_BYTES);
    private final BoundedReads reads = new BoundedReads("eunomia-symbols", MOST_READ, true);
    private final SymbolNotes notes = new SymbolNotes();
    private final SymbolSources sources;
    private final JvmMaps jvms;
    private final Map<Integer, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    /** A process, and when it was last looked at. */
    private static final class Known {
        private final ProcessSymbols process;
        private long nanos;

        Known(ProcessSymbols process, long nanos) {
            this.process = process;
            this.nanos = nanos;
        }
    }

    public Symbols(Processes processes) {
        this(Path.of("/proc"), processes, System::nanoTime);
    }

    /** @param proc where the kernel shows processes and its symbols @param nanoTime a clock as {@link System#nanoTime} */
    Symbols(Path proc, Processes processes, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.proc = proc;
        this.kernel = new KernelSymbols(proc.resolve("kallsyms"), nanoTime);
        this.sources = new SymbolSources(proc, reads, new MappedFiles(proc, processes, cache), new JitMaps(proc, processes, cache),
                notes);
        this.jvms = new JvmMaps(proc, processes, notes);
    }

    /** Names a place in the kernel. @return never null */
    public Frame kernel(long address) {
        Frame frame = kernel.frame(address);
        if (!frame.known()) {
            kernel.problem().ifPresent(notes::add);
        }
        return frame;
    }

    /**
     * Names a place in a process.
     *
     * @param pid of the process, or of one of its threads, as this process sees it
     * @return never null; of a process that has gone what was found while it was there
     */
    public Frame user(int pid, long address) {
        return user(pid, address, false);
    }

    /**
     * Names a place in a process.
     *
     * @param jvmMaps whether a Java virtual machine is asked to write down what it has compiled, which takes it some ms
     */
    public Frame user(int pid, long address, boolean jvmMaps) {
        if (pid <= 0) {
            return Frame.unknown(address);
        }
        ProcessSymbols process = process(pid);
        Frame frame = process.frame(address);
        if (!jvmMaps || frame.known() || !process.generated(address) || !jvms.ask(pid, process.start())) {
            return frame;
        }
        process.refresh();
        return process.frame(address);
    }

    /** Returns what is missing from the names and why, such as {@code the kernel shows no addresses …}. */
    public List<String> notes() {
        return notes.all();
    }

    private ProcessSymbols process(int pid) {
        Known found;
        long now = nanoTime.getAsLong();
        synchronized (known) {
            found = known.get(pid);
            if (found != null && now - found.nanos < TRUE_NANOS) {
                return found.process;
            }
        }
        long start = ProcessStatus.start(proc.resolve(Integer.toString(pid)));
        boolean same = found != null && (start < 0 || found.process.start() == start);
        ProcessSymbols process = same ? found.process : new ProcessSymbols(pid, start, sources);
        if (start >= 0) {
            process.refresh();
        }
        synchronized (known) {
            known.put(pid, new Known(process, nanoTime.getAsLong()));
            forget();
        }
        return process;
    }

    /** Forgets the processes that were not asked for the longest. */
    private void forget() {
        int frames = known.values().stream().mapToInt(one -> one.process.kept()).sum();
        Iterator<Known> oldest = known.values().iterator();
        while (known.size() > 1 && (known.size() > MOST_PROCESSES || frames > MOST_FRAMES)) {
            frames -= oldest.next().process.kept();
            oldest.remove();
        }
    }

    @Override
    public void close() {
        reads.close();
        jvms.close();
        cache.clear();
        synchronized (known) {
            known.clear();
        }
    }
}
