package io.eunomia.runtime.internal.symbol;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the functions of the files that were used last, up to a bound of memory that all files share. Any thread. */
final class FunctionCache {
    private final long mostBytes;
    private final Map<FileKey, Functions> read = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    FunctionCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Returns the functions of a file; null if they are not kept. */
    synchronized Functions get(FileKey key) {
        return read.get(key);
    }

    /** Keeps the functions of a file. @return what was kept for it before, else {@code found} */
    synchronized Functions put(FileKey key, Functions found) {
        Functions before = read.putIfAbsent(key, found);
        if (before != null) {
            return before;
        }
        bytes += found.bytes();
        for (Iterator<Functions> oldest = read.values().iterator(); bytes > mostBytes && read.size() > 1;) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
        return found;
    }

    synchronized void clear() {
        read.clear();
        bytes = 0;
    }
}
