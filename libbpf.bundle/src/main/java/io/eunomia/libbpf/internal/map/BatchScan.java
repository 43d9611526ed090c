package io.eunomia.libbpf.internal.map;

import io.eunomia.libbpf.BpfMap.EntryVisitor;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;

/** Visits entries by {@code BPF_MAP_LOOKUP_BATCH} and {@code BPF_MAP_LOOKUP_AND_DELETE_BATCH} (Linux 5.6). */
final class BatchScan {
    static final int NOT_OFFERED = -1;
    private static final int WANTED_BYTES = 64 * 1024;
    /** The least room for a position, which is a u32 for hashes and the last key for other types. */
    private static final int MIN_POSITION_BYTES = 8;

    private final NativeContext context;
    private final KernelMap map;
    /** Buffers kept from scan to scan; a second scan at the same time makes its own. */
    private final AtomicReference<Buffers> spare = new AtomicReference<>();

    private record Buffers(int entries, ByteBuffer keys, ByteBuffer values, ByteBuffer count, ByteBuffer in,
            ByteBuffer out) {
        static Buffers of(KernelMap map, int entries) {
            int position = Math.max(map.keySize(), MIN_POSITION_BYTES);
            return new Buffers(entries, NativeMemory.allocate(Math.multiplyExact(entries, map.keySize())),
                    NativeMemory.allocate(Math.multiplyExact(entries, map.transferSize())),
                    NativeMemory.allocate(Integer.BYTES), NativeMemory.allocate(position),
                    NativeMemory.allocate(position));
        }
    }

    BatchScan(NativeContext context, KernelMap map) {
        this.context = context;
        this.map = map;
    }

    /** @return number of entries visited, or {@link #NOT_OFFERED} when the kernel has no batches for this map */
    int run(EntryVisitor visitor, boolean drain) {
        Buffers buffers = spare.getAndSet(null);
        if (buffers == null) {
            buffers = Buffers.of(map, entriesPerBatch());
        }
        byte[] key = new byte[map.keySize()];
        byte[] value = new byte[map.transferSize()];
        int visited = 0;
        boolean first = true;
        while (true) {
            int result = next(buffers, first, drain);
            int errno = result < 0 ? ReturnCodes.errnoOf(result) : 0;
            if (errno == Errno.ENOSPC) {
                // One bucket of the hash holds more entries than fit; the position has not moved.
                buffers = grown(buffers);
                continue;
            }
            if (first && notOffered(errno)) {
                return NOT_OFFERED;
            }
            if (errno != Errno.ENOENT && errno != Errno.EINTR) {
                ReturnCodes.checkErr(result, "map scan", map.name());
            }
            int count = errno == Errno.EINTR ? 0 : buffers.count().getInt(0);
            visit(visitor, buffers, count, key, value);
            visited += count;
            if (errno == Errno.ENOENT) {
                spare.set(buffers);
                return visited;
            }
            first &= errno == Errno.EINTR;
            buffers.in().put(0, buffers.out(), 0, buffers.in().capacity());
        }
    }

    private int entriesPerBatch() {
        long perEntry = (long) map.keySize() + map.transferSize();
        long limit = Integer.toUnsignedLong(map.maxEntries());
        return (int) Math.max(1, Math.min(limit, WANTED_BYTES / perEntry));
    }

    private Buffers grown(Buffers small) {
        Buffers large = Buffers.of(map, Math.multiplyExact(small.entries(), 2));
        large.in().put(0, small.in(), 0, small.in().capacity());
        return large;
    }

    private static boolean notOffered(int errno) {
        return errno == Errno.EINVAL || errno == Errno.ENOTSUPP || errno == Errno.EOPNOTSUPP || errno == Errno.ENOSYS;
    }

    private int next(Buffers buffers, boolean first, boolean drain) {
        buffers.count().putInt(0, buffers.entries());
        long in = first ? 0 : NativeMemory.address(buffers.in());
        long out = NativeMemory.address(buffers.out());
        long keys = NativeMemory.address(buffers.keys());
        long values = NativeMemory.address(buffers.values());
        long count = NativeMemory.address(buffers.count());
        int result = drain
                ? context.bpf().bpf_map_lookup_and_delete_batch(map.fd(), in, out, keys, values, count, 0)
                : context.bpf().bpf_map_lookup_batch(map.fd(), in, out, keys, values, count, 0);
        Reference.reachabilityFence(buffers);
        return result;
    }

    private static void visit(EntryVisitor visitor, Buffers buffers, int count, byte[] key, byte[] value) {
        for (int i = 0; i < count; i++) {
            buffers.keys().get(i * key.length, key);
            buffers.values().get(i * value.length, value);
            visitor.entry(key, value);
        }
    }
}
