package io.eunomia.libbpf.internal.map;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfMap.EntryVisitor;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;

/** Visits all entries of a map by the best way that the kernel offers for its type. */
final class MapScan {
    private final NativeContext context;
    private final KernelMap map;
    private final BatchScan batches;
    /** Cleared for good when the kernel says that it has no batches for this map. */
    private volatile boolean batched = true;

    MapScan(NativeContext context, KernelMap map) {
        this.context = context;
        this.map = map;
        this.batches = new BatchScan(context, map);
    }

    int run(EntryVisitor visitor, boolean drain) {
        MapType type = map.type();
        if (map.transferSize() == 0) {
            throw new BpfException("map scan", map.name(), 0, "a map of type " + type + " has no entries to visit");
        }
        if (type == MapType.QUEUE || type == MapType.STACK) {
            return queue(visitor, drain);
        }
        if (type == MapType.ARRAY || type == MapType.PERCPU_ARRAY) {
            return drain ? clearing(visitor) : scan(visitor, false);
        }
        return scan(visitor, drain);
    }

    private int scan(EntryVisitor visitor, boolean drain) {
        if (batched) {
            int visited = batches.run(visitor, drain);
            if (visited >= 0) {
                return visited;
            }
            batched = false;
        }
        return new KeyScan(context, map).run(visitor, drain);
    }

    /** Drains an array by setting its entries to zero, because they cannot be removed. */
    private int clearing(EntryVisitor visitor) {
        byte[] zero = new byte[map.transferSize()];
        return scan((key, value) -> {
            visitor.entry(key, value);
            ReturnCodes.checkErr(context.bpf().bpf_map_update_elem(map.fd(), key, zero, 0), "map clear", map.name());
        }, false);
    }

    /** Visits a queue or stack, which has no keys: the kernel shows the first element, or takes it out. */
    private int queue(EntryVisitor visitor, boolean drain) {
        byte[] key = new byte[0];
        byte[] value = new byte[map.transferSize()];
        int visited = 0;
        while (drain || visited == 0) {
            int result = drain ? context.bpf().bpf_map_lookup_and_delete_elem(map.fd(), null, value)
                    : context.bpf().bpf_map_lookup_elem(map.fd(), null, value);
            if (result < 0 && ReturnCodes.errnoOf(result) == Errno.ENOENT) {
                break;
            }
            ReturnCodes.checkErr(result, "map scan", map.name());
            visited++;
            visitor.entry(key, value);
        }
        return visited;
    }
}
