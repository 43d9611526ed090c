package io.eunomia.libbpf.internal.map;

import io.eunomia.libbpf.BpfMap.EntryVisitor;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.util.Arrays;

/**
 * Visits entries key by key, for maps without batches. All keys are collected first: a hash whose current key has been removed
 * starts over from its beginning, and would show entries twice.
 */
final class KeyScan {
    private final LibBpf bpf;
    private final KernelMap map;
    private byte[] keys = new byte[0];

    KeyScan(NativeContext context, KernelMap map) {
        this.bpf = context.bpf();
        this.map = map;
    }

    int run(EntryVisitor visitor, boolean drain) {
        byte[] key = new byte[map.keySize()];
        byte[] value = new byte[map.transferSize()];
        int visited = 0;
        for (int at = 0, end = collect(); at < end; at += key.length) {
            System.arraycopy(keys, at, key, 0, key.length);
            if (take(key, value, drain)) {
                visited++;
                visitor.entry(key, value);
            }
        }
        return visited;
    }

    /** Collects the keys one after the other. @return the bytes that they take */
    private int collect() {
        // The map may grow as fast as it is walked through; it has no more entries than this at a time.
        long limit = Integer.toUnsignedLong(map.maxEntries()) * map.keySize();
        byte[] previous = null;
        byte[] next = new byte[map.keySize()];
        int end = 0;
        while (end < limit) {
            int result = bpf.bpf_map_get_next_key(map.fd(), previous, next);
            if (result < 0 && ReturnCodes.errnoOf(result) == Errno.ENOENT) {
                break;
            }
            ReturnCodes.checkErr(result, "map scan", map.name(),
                    errno -> "a map of type " + map.type() + " cannot be walked through");
            if (end + next.length > keys.length) {
                keys = Arrays.copyOf(keys, Math.max(Math.addExact(end, next.length), 2 * keys.length));
            }
            System.arraycopy(next, 0, keys, end, next.length);
            end += next.length;
            previous = previous == null ? new byte[map.keySize()] : previous;
            System.arraycopy(next, 0, previous, 0, next.length);
        }
        return end;
    }

    /** @return false when the entry has gone meanwhile */
    private boolean take(byte[] key, byte[] value, boolean drain) {
        if (!drain) {
            return found(bpf.bpf_map_lookup_elem(map.fd(), key, value));
        }
        int result = bpf.bpf_map_lookup_and_delete_elem(map.fd(), key, value);
        int errno = result < 0 ? ReturnCodes.errnoOf(result) : 0;
        if (errno == Errno.EINVAL || errno == Errno.ENOTSUPP || errno == Errno.EOPNOTSUPP) {
            return found(bpf.bpf_map_lookup_elem(map.fd(), key, value))
                    && found(bpf.bpf_map_delete_elem(map.fd(), key));
        }
        return found(result);
    }

    private boolean found(int result) {
        if (result < 0 && ReturnCodes.errnoOf(result) == Errno.ENOENT) {
            return false;
        }
        ReturnCodes.checkErr(result, "map scan", map.name());
        return true;
    }
}
