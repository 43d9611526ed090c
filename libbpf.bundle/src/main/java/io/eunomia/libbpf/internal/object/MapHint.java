package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.internal.context.OpenFiles;
import io.eunomia.libbpf.internal.context.Permissions;
import java.util.EnumSet;
import java.util.Set;

/** Explains why the kernel refused a map, by the rules in kernel/bpf (each map type's {@code map_alloc_check}). */
final class MapHint {
    private static final long PAGE = 4096;
    /** {@code PCPU_MIN_UNIT_SIZE}: the largest value that a per-CPU map can hold. */
    private static final long MAX_PER_CPU_VALUE = 32 << 10;
    private static final int MAX_STACK_DEPTH = 127;
    /** {@code BPF_F_NO_PREALLOC} of include/uapi/linux/bpf.h. */
    private static final long NO_PREALLOC = 1;
    /** The only flags that rings accept: {@code BPF_F_NUMA_NODE} and, since Linux 6.19, {@code BPF_F_RB_OVERWRITE}. */
    private static final long RING_FLAGS = 1 << 2 | 1 << 19;
    /** Maps whose values are descriptors of programs, events, cgroups, maps or sockets. */
    private static final Set<MapType> DESCRIPTORS = EnumSet.of(MapType.PROG_ARRAY, MapType.PERF_EVENT_ARRAY,
            MapType.CGROUP_ARRAY, MapType.ARRAY_OF_MAPS, MapType.HASH_OF_MAPS, MapType.XSKMAP);
    /** Maps whose values are a number and, for some types, a descriptor beside it. */
    private static final Set<MapType> NUMBERS = EnumSet.of(MapType.DEVMAP, MapType.DEVMAP_HASH, MapType.CPUMAP,
            MapType.SOCKMAP, MapType.SOCKHASH, MapType.REUSEPORT_SOCKARRAY);

    private final MapType type;
    private final long keySize;
    private final long valueSize;
    private final long entries;
    /** The map's {@code BPF_F_*}; -1 when they are not known, which passes every check for required flags. */
    private long flags = -1;

    MapHint(MapFile map) {
        this(map.type(), map.keySize(), map.valueSize(), map.maxEntries());
        flags = map.flags();
    }

    MapHint(MapType type, int keySize, int valueSize, int maxEntries) {
        this.type = type;
        this.keySize = Integer.toUnsignedLong(keySize);
        this.valueSize = Integer.toUnsignedLong(valueSize);
        this.entries = Integer.toUnsignedLong(maxEntries);
    }

    /** @param errno positive, of the failed creation; @return empty when no fault is visible */
    String of(int errno) {
        if (errno == Errno.EPERM || errno == Errno.EACCES) {
            return Permissions.denial();
        }
        if (!OpenFiles.hint(errno).isEmpty()) {
            return OpenFiles.hint(errno);
        }
        String broken = brokenRule();
        if (!broken.isEmpty()) {
            return broken;
        }
        if (errno == Errno.E2BIG) {
            return entries + " entries of " + (keySize + valueSize) + " bytes are more than the kernel takes for a map: lower"
                    + " max_entries; or an entry that the object brings lies beyond them";
        }
        if (errno == Errno.ENOMEM) {
            return "no memory for " + entries + " entries of " + (keySize + valueSize) + " bytes: lower max_entries;"
                    + " the control group's limit counts, and before Linux 5.11 RLIMIT_MEMLOCK";
        }
        return errno == Errno.EINVAL ? "the kernel does not take these flags or this size for a " + type + " map" : "";
    }

    /** The hint for a ring, with its flags; its declared sizes do not count, because the loader removes them. */
    static MapHint ring(MapType type, int entries, int flags) {
        MapHint hint = new MapHint(type, 0, 0, entries);
        hint.flags = Integer.toUnsignedLong(flags);
        return hint;
    }

    /** The rule that the map's definition breaks on any kernel; empty if none is visible. */
    String brokenRule() {
        return switch (type) {
            case RINGBUF, USER_RINGBUF -> ring();
            case ARRAY, PERCPU_ARRAY, PROG_ARRAY, PERF_EVENT_ARRAY, CGROUP_ARRAY, ARRAY_OF_MAPS -> array();
            case HASH, PERCPU_HASH, LRU_HASH, LRU_PERCPU_HASH, HASH_OF_MAPS -> hash();
            case LPM_TRIE -> trie();
            case STACK_TRACE -> valueSize == 0 || valueSize % 8 != 0 || valueSize / 8 > MAX_STACK_DEPTH
                    ? "the value must be 1 to " + MAX_STACK_DEPTH + " addresses of 8 bytes; it has " + valueSize
                    + " bytes" : empty();
            case QUEUE, STACK, BLOOM_FILTER -> keySize != 0 ? "a " + type + " map has no key; its key size is "
                    + keySize : empty().isEmpty() ? value() : empty();
            case DEVMAP, CPUMAP, SOCKMAP, REUSEPORT_SOCKARRAY, XSKMAP -> array();
            case DEVMAP_HASH, SOCKHASH -> hash();
            case SK_STORAGE, INODE_STORAGE, TASK_STORAGE, CGRP_STORAGE -> storage();
            // The kernel sizes these maps itself: entries come and go with cgroups.
            case CGROUP_STORAGE, PERCPU_CGROUP_STORAGE -> entries != 0 ? unsized() : value();
            case STRUCT_OPS, UNSPEC -> "";
            default -> empty();
        };
    }

    /** The rules of {@code bpf_local_storage_map_alloc_check} in kernel/bpf/bpf_local_storage.c. */
    private String storage() {
        if (entries != 0) {
            return unsized();
        }
        if (keySize != Integer.BYTES) {
            return "the key of a " + type + " map has 4 bytes; here it has " + keySize;
        }
        return (flags & NO_PREALLOC) == 0 ? "a " + type + " map needs the flag BPF_F_NO_PREALLOC" : value();
    }

    private String unsized() {
        return "a " + type + " map has no max_entries; it says " + entries;
    }

    private String trie() {
        if (keySize < 5 || keySize > 260) {
            return "the key of a trie is a 4-byte prefix length and 1 to 256 bytes; it has " + keySize;
        }
        return (flags & NO_PREALLOC) == 0 ? "a trie needs the flag BPF_F_NO_PREALLOC"
                : empty().isEmpty() ? value() : empty();
    }

    private String ring() {
        if (keySize != 0 || valueSize != 0) {
            return "a ring buffer has no key and value size; it has " + keySize + " and " + valueSize;
        }
        if (flags >= 0 && (flags & ~RING_FLAGS) != 0) {
            return "a ring buffer takes the flags BPF_F_NUMA_NODE and BPF_F_RB_OVERWRITE alone; it has 0x" + Long.toHexString(flags);
        }
        boolean fits = entries >= PAGE && Long.bitCount(entries) == 1;
        return fits ? "" : "ring size " + entries + " is not a power-of-two multiple of the page size " + PAGE;
    }

    private String array() {
        if (keySize != Integer.BYTES) {
            return "the key of a " + type + " map has 4 bytes; here it has " + keySize;
        }
        return empty().isEmpty() ? value() : empty();
    }

    private String hash() {
        if (keySize == 0) {
            return "the key has no size";
        }
        boolean lru = type == MapType.LRU_HASH || type == MapType.LRU_PERCPU_HASH;
        if (lru && flags >= 0 && (flags & NO_PREALLOC) != 0) {
            return "a " + type + " map does not take the flag BPF_F_NO_PREALLOC";
        }
        return empty().isEmpty() ? value() : empty();
    }

    private String value() {
        if (valueSize == 0) {
            return "the value has no size";
        }
        if (DESCRIPTORS.contains(type) && valueSize != 4 || NUMBERS.contains(type) && valueSize != 4 && valueSize != 8) {
            return "the value of a " + type + " map has " + (NUMBERS.contains(type) ? "4 or 8" : "4")
                    + " bytes; here it has " + valueSize;
        }
        return type.perCpu() && valueSize > MAX_PER_CPU_VALUE ? "a per-CPU value may have " + MAX_PER_CPU_VALUE
                + " bytes; it has " + valueSize : "";
    }

    private String empty() {
        return entries == 0 ? "max_entries is 0" : "";
    }
}
