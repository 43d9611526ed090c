package io.eunomia.libbpf.internal.map;

import io.eunomia.libbpf.BpfMap.EntryVisitor;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.util.ArrayList;
import java.util.List;

/**
 * Visits entries key by key, for maps without batches. All keys are collected first: a hash whose current key has been removed
 * starts over from its beginning, and would show entries twice.
 */
final class KeyScan {
    private final LibBpf bpf;
    private final KernelMap map;

    KeyScan(NativeContext context, KernelMap map) {
        this.bpf = context.bpf();
        this.map = map;
    }

    int run(EntryVisitor visitor, boolean drain) {
        byte[] value = new byte[map.transferSize()];
        int visited = 0;
        for (byte[] key : keys()) {
            if (take(key, value, drain)) {
                visited++;
                visitor.entry(key, value);
            }
        }
        return visited;
    }

    private List<byte[]> keys() {
        List<byte[]> keys = new ArrayList<>();
        long limit = Integer.toUnsignedLong(map.maxEntries());
        byte[] key = null;
        while (keys.size() < limit) {
            byte[] next = new byte[map.keySize()];
            int result = bpf.bpf_map_get_next_key(map.fd(), key, next);
            if (result < 0 && ReturnCodes.errnoOf(result) == Errno.ENOENT) {
                break;
            }
            ReturnCodes.checkErr(result, "map scan", map.name(),
                    errno -> "a map of type " + map.type() + " cannot be walked through");
            keys.add(next);
            key = next;
        }
        return keys;
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
