package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.internal.symbol.ProcessStatus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells processes apart that have had the same number one after the other, by when they began. Confined to one thread at a
 * time.
 */
final class ProcessInstances {
    private static final int MOST = 4096;

    private final Map<Integer, Long> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
            return size() > MOST;
        }
    };
    private final Map<Integer, Long> now = new HashMap<>();

    /** Begins a reading: each process is looked at once in it. */
    void begin() {
        now.clear();
    }

    /** Returns when a process began, in ticks; what was known of it last if it has ended, 0 if it never was known. */
    long of(int pid) {
        return now.computeIfAbsent(pid, this::look);
    }

    private long look(int pid) {
        long start = ProcessStatus.start(Path.of("/proc/" + pid));
        if (start > 0) {
            known.put(pid, start);
        }
        return start > 0 ? start : known.getOrDefault(pid, 0L);
    }
}
