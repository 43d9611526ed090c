package io.eunomia.runtime.internal.symbol;

import io.eunomia.libbpf.kernel.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Has Java virtual machines write down what they have compiled, one after the other and each at most once in a while: they compile on,
 * and stop for the writing. Any thread.
 */
final class JvmMaps implements AutoCloseable {
    private static final long AGAIN_NANOS = 15_000_000_000L;
    private static final int MOST_PROCESSES = 512;

    private final Path proc;
    private final JvmAttach attach;
    private final SymbolNotes notes;
    /** A machine that is slow goes on writing, and its names are there at the next reading. */
    private final BoundedReads calls = new BoundedReads("eunomia-jvm-maps", Duration.ofSeconds(2), false);
    private final Map<Asked, Long> asked = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Long> eldest) {
            return size() > MOST_PROCESSES;
        }
    };

    private record Asked(int pid, long start) {
    }

    JvmMaps(Path proc, Processes processes, SymbolNotes notes) {
        this.proc = proc;
        this.attach = new JvmAttach(proc, processes);
        this.notes = notes;
    }

    /**
     * Asks a process, if it is a Java virtual machine and was not asked lately.
     *
     * @param start of the process
     * @return whether it has written its map now
     */
    boolean ask(int pid, long start) {
        Asked process = new Asked(pid, start);
        synchronized (asked) {
            Long last = asked.get(process);
            if (last != null && System.nanoTime() - last < AGAIN_NANOS) {
                return false;
            }
            asked.remove(process);
            asked.put(process, System.nanoTime());
        }
        try {
            return calls.read(process, () -> attach.isJvm(pid)
                    && ProcessStatus.start(proc.resolve(Integer.toString(pid))) == start && attach.writeMap(pid));
        } catch (BoundedReads.StillReading e) {
            return false;
        } catch (IOException e) {
            notes.add("process " + pid + " did not write down what it has compiled (" + e.getMessage()
                    + "), so that its Java methods have no names; as its user or as root: jcmd " + pid + " Compiler.perfmap");
            return false;
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
