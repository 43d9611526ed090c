package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Refuses maps that the machine has no memory for, before the kernel tries. The kernel takes the memory page by page, cannot
 * be interrupted meanwhile, and can keep a machine busy for minutes that way. (Seen: a per-CPU array of 2^31 entries
 * held 16 GiB for a quarter of an hour after its process had been killed.)
 */
final class MapMemory {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";
    /** Maps below this size are created without asking how much memory is free. */
    private static final long HARMLESS = 64L << 20;
    private static final int BPF_F_NO_PREALLOC = 1;
    /** The approximate size of {@code struct htab_elem} and a bucket's head, in bytes. */
    private static final int HASH_OVERHEAD = 64;

    private MapMemory() {
    }

    /**
     * @param maps that will be created
     * @throws BpfException when all together need more than is available; the message names the largest
     */
    static void check(List<? extends MapFile> maps, int possibleCpus) {
        double total = 0;
        double most = 0;
        MapFile largest = null;
        for (MapFile map : maps) {
            double bytes = bytes(map.type(), map, possibleCpus);
            total += bytes;
            if (bytes > most) {
                most = bytes;
                largest = map;
            }
        }
        if (total > HARMLESS && total > available()) {
            throw new BpfException("map create", largest.name(), Errno.ENOMEM, "its "
                    + Integer.toUnsignedString(largest.maxEntries()) + " entries need about " + mebibytes(most)
                    + ", all maps of the object " + mebibytes(total) + ", and the machine has "
                    + mebibytes(available()) + " left: lower max_entries");
        }
    }

    /** The bytes that the kernel takes at creation; a double, because two unsigned ints times the CPUs exceed a long. */
    private static double bytes(MapType type, MapFile map, int possibleCpus) {
        double entries = Integer.toUnsignedLong(map.maxEntries());
        double key = Integer.toUnsignedLong(map.keySize());
        double value = Integer.toUnsignedLong(map.valueSize());
        boolean preallocated = (map.flags() & BPF_F_NO_PREALLOC) == 0;
        return switch (type) {
            case RINGBUF, USER_RINGBUF -> entries;
            case ARRAY, QUEUE, STACK, STACK_TRACE -> entries * Math.max(value, 8);
            case PERCPU_ARRAY -> entries * (8 + Math.max(value, 8) * possibleCpus);
            case HASH, LRU_HASH -> entries * (HASH_OVERHEAD / 4.0 + (preallocated ? HASH_OVERHEAD + key + value : 0));
            case PERCPU_HASH, LRU_PERCPU_HASH -> entries * (HASH_OVERHEAD / 4.0
                    + (preallocated ? HASH_OVERHEAD + key + Math.max(value, 8) * possibleCpus : 0));
            case PROG_ARRAY, PERF_EVENT_ARRAY, CGROUP_ARRAY, ARRAY_OF_MAPS, HASH_OF_MAPS, DEVMAP, SOCKMAP, CPUMAP,
                    XSKMAP, SOCKHASH, REUSEPORT_SOCKARRAY, DEVMAP_HASH -> entries * 8;
            default -> 0;
        };
    }

    private static double available() {
        try {
            return Files.readAllLines(MEMORY).stream().filter(line -> line.startsWith(AVAILABLE))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024).findFirst()
                    .orElse(Double.MAX_VALUE);
        } catch (IOException | NumberFormatException e) {
            return Double.MAX_VALUE;
        }
    }

    private static String mebibytes(double bytes) {
        return Math.round(bytes / (1 << 20)) + " MiB";
    }
}
