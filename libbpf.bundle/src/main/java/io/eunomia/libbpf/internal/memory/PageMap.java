package io.eunomia.libbpf.internal.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Reads the state of each page of this process (/proc/self/pagemap, Documentation/admin-guide/mm/pagemap.rst). */
final class PageMap implements AutoCloseable {
    private static final long PRESENT = 1L << 63;
    private static final long SWAPPED = 1L << 62;
    /** The bit of pages that belong to a file, or are anonymous and shared. */
    private static final long OF_FILE = 1L << 61;

    private final FileChannel entries;
    private final int pageSize;

    private PageMap(FileChannel entries, int pageSize) {
        this.entries = entries;
        this.pageSize = pageSize;
    }

    static PageMap open(int pageSize) throws IOException {
        return new PageMap(FileChannel.open(Path.of("/proc/self/pagemap"), StandardOpenOption.READ), pageSize);
    }

    /**
     * A run of adjacent pages.
     *
     * @param start address of the first page
     * @param end address behind the last page
     * @param resident number of pages that are in memory
     */
    record Run(long start, long end, int resident) {
    }

    /** The parts of a file's mapping that were never written to: each page is the file's, or not in memory. */
    List<Run> unchanged(Mapping mapping) throws IOException {
        LongBuffer pages = read(mapping);
        List<Run> runs = new ArrayList<>();
        int from = 0;
        int resident = 0;
        for (int i = 0; i <= pages.limit(); i++) {
            boolean changed = i == pages.limit() || isChanged(pages.get(i));
            if (changed && resident > 0) {
                runs.add(new Run(address(mapping, from), address(mapping, i), resident));
            }
            if (changed) {
                from = i + 1;
                resident = 0;
            } else if ((pages.get(i) & PRESENT) != 0) {
                resident++;
            }
        }
        return runs;
    }

    private static boolean isChanged(long page) {
        return (page & SWAPPED) != 0 || (page & (PRESENT | OF_FILE)) == PRESENT;
    }

    private long address(Mapping mapping, int page) {
        return mapping.start() + (long) page * pageSize;
    }

    private LongBuffer read(Mapping mapping) throws IOException {
        int pages = Math.toIntExact((mapping.end() - mapping.start()) / pageSize);
        ByteBuffer bytes = ByteBuffer.allocate(pages * Long.BYTES).order(ByteOrder.nativeOrder());
        long position = mapping.start() / pageSize * Long.BYTES;
        while (bytes.hasRemaining()) {
            int read = entries.read(bytes, position + bytes.position());
            if (read <= 0) {
                break;
            }
        }
        return bytes.flip().asLongBuffer();
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
