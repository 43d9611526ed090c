package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.MapType;

/**
 * The smallest map of a type that every kernel with the type accepts.
 *
 * @param maxEntries in bytes for ring buffers, in pages for arenas
 * @param kernelTypeId BTF id of a struct of the kernel, for struct_ops
 */
record MapSample(MapType type, int keySize, int valueSize, int maxEntries, int flags, int kernelTypeId) {
    private static final int NO_PREALLOC = 1;
    private static final int MMAPABLE = 1 << 10;
    /** {@code struct bpf_cgroup_storage_key}. */
    private static final int CGROUP_STORAGE_KEY = 16;

    static MapSample of(MapType type, int pageSize) {
        return switch (type) {
            case STACK_TRACE -> new MapSample(type, 4, 8, 1, 0, 0);
            case LPM_TRIE -> new MapSample(type, 8, 8, 1, NO_PREALLOC, 0);
            case CGROUP_STORAGE, PERCPU_CGROUP_STORAGE -> new MapSample(type, CGROUP_STORAGE_KEY, 8, 0, 0, 0);
            case QUEUE, STACK, BLOOM_FILTER -> new MapSample(type, 0, 4, 1, 0, 0);
            case SK_STORAGE, INODE_STORAGE, TASK_STORAGE, CGRP_STORAGE ->
                new MapSample(type, 4, 4, 0, NO_PREALLOC, 0);
            case RINGBUF, USER_RINGBUF -> new MapSample(type, 0, 0, pageSize, 0, 0);
            case ARENA -> new MapSample(type, 0, 0, 1, MMAPABLE, 0);
            // Every kernel refuses it, but only one that knows the type with ENOTSUPP: type 1 is no such struct.
            case STRUCT_OPS -> new MapSample(type, 4, 4, 1, 0, 1);
            default -> new MapSample(type, 4, 4, 1, 0, 0);
        };
    }

    /** Tells whether the map needs BTF types of key and value, as storage maps do. */
    boolean needsBtf() {
        return switch (type) {
            case SK_STORAGE, INODE_STORAGE, TASK_STORAGE, CGRP_STORAGE -> true;
            default -> false;
        };
    }

    boolean needsInnerMap() {
        return type == MapType.ARRAY_OF_MAPS || type == MapType.HASH_OF_MAPS;
    }
}
