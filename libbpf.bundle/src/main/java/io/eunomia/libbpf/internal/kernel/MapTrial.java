package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.util.EnumSet;
import java.util.Set;

/** Tests whether the kernel accepts a map's flags, by creating a map like it with one entry. */
final class MapTrial {
    /** Types whose maps need only numbers: no BTF types, no other map, no program. */
    private static final Set<MapType> PLAIN = EnumSet.of(MapType.HASH, MapType.ARRAY, MapType.PERCPU_HASH, MapType.PERCPU_ARRAY,
            MapType.LRU_HASH, MapType.LRU_PERCPU_HASH, MapType.LPM_TRIE, MapType.STACK_TRACE, MapType.QUEUE, MapType.STACK,
            MapType.BLOOM_FILTER, MapType.DEVMAP, MapType.DEVMAP_HASH, MapType.CPUMAP, MapType.XSKMAP, MapType.SOCKMAP,
            MapType.SOCKHASH, MapType.REUSEPORT_SOCKARRAY, MapType.PERF_EVENT_ARRAY);

    private MapTrial() {
    }

    static ProbeResult flags(BpfCalls calls, MapFile map) {
        if (map.flags() == 0 || !PLAIN.contains(map.type()) || map.internal()) {
            return Verdict.SUPPORTED;
        }
        int entries = map.type() == MapType.LRU_HASH || map.type() == MapType.LRU_PERCPU_HASH ? map.maxEntries() : 1;
        int created = create(calls, map, entries, map.flags());
        if (created != -Errno.EINVAL && created != -Errno.ENOTSUPP) {
            return Verdict.SUPPORTED;
        }
        // If it fails without the flags too, they are not at fault: another rule or the kernel will report the reason.
        int plain = create(calls, map, entries, map.type() == MapType.LPM_TRIE ? 1 : 0);
        return plain < 0 ? Verdict.SUPPORTED : new ProbeResult.Unsupported("the kernel does not take the flags 0x"
                + Integer.toHexString(map.flags()) + " for a " + map.type() + " map");
    }

    private static int create(BpfCalls calls, MapFile map, int entries, int flags) {
        int created = calls.createMap(new MapSample(map.type(), map.keySize(), map.valueSize(), entries, flags, 0), 0, 0);
        calls.close(created);
        return created;
    }
}
