package io.eunomia.libbpf.internal.map;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.internal.context.DescriptorInfo;
import io.eunomia.libbpf.internal.context.Lifetime;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.internal.pin.Pin;
import java.nio.file.Path;

/** A created map of a loaded object. */
public final class KernelMap implements BpfMap {
    private static final int PER_CPU_ALIGNMENT = 8;

    private final NativeContext context;
    private final Lifetime lifetime;
    private final long handle;
    private final String name;
    private final MapType type;
    private final int fd;
    private final int keySize;
    private final int valueSize;
    private final int transferSize;
    private final int maxEntries;
    private final int keyTypeId;
    private final int valueTypeId;
    private final MapScan scan;

    /**
     * @param lifetime of the object that owns the map
     * @param handle {@code struct bpf_map *}
     * @param name the map's name as users know it
     */
    public KernelMap(NativeContext context, Lifetime lifetime, long handle, String name) {
        LibBpf bpf = context.bpf();
        this.context = context;
        this.lifetime = lifetime;
        this.handle = handle;
        this.name = name;
        this.type = MapType.of(bpf.bpf_map__type(handle));
        this.fd = bpf.bpf_map__fd(handle);
        this.keySize = bpf.bpf_map__key_size(handle);
        this.valueSize = bpf.bpf_map__value_size(handle);
        this.transferSize = type.perCpu()
                ? (valueSize + PER_CPU_ALIGNMENT - 1) / PER_CPU_ALIGNMENT * PER_CPU_ALIGNMENT * context.possibleCpus()
                : valueSize;
        this.maxEntries = bpf.bpf_map__max_entries(handle);
        this.keyTypeId = bpf.bpf_map__btf_key_type_id(handle);
        this.valueTypeId = bpf.bpf_map__btf_value_type_id(handle);
        this.scan = new MapScan(context, this);
    }

    /** The native {@code struct bpf_map *}, valid while the object is open. */
    public long handle() {
        return handle;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public MapType type() {
        return type;
    }

    @Override
    public void pin(Path file) {
        lifetime.during(() -> {
            new Pin(context).make(fd, file, "map \"" + name + '"');
            return this;
        });
    }

    @Override
    public int fd() {
        return fd;
    }

    @Override
    public int keySize() {
        return keySize;
    }

    @Override
    public int valueSize() {
        return valueSize;
    }

    @Override
    public int transferSize() {
        return transferSize;
    }

    @Override
    public int maxEntries() {
        return maxEntries;
    }

    @Override
    public int keyTypeId() {
        return keyTypeId;
    }

    @Override
    public int valueTypeId() {
        return valueTypeId;
    }

    @Override
    public long memoryBytes() {
        return lifetime.during(() -> DescriptorInfo.memoryBytes(fd));
    }

    @Override
    public boolean lookup(byte[] key, byte[] value) {
        requireSize("map lookup", "key", key, keySize);
        requireSize("map lookup", "value", value, transferSize);
        lifetime.begin();
        try {
            return found("map lookup", context.bpf().bpf_map_lookup_elem(fd, nullIfEmpty(key), value));
        } finally {
            lifetime.done();
        }
    }

    @Override
    public void update(byte[] key, byte[] value) {
        requireSize("map update", "key", key, keySize);
        requireSize("map update", "value", value, transferSize);
        lifetime.begin();
        try {
            ReturnCodes.checkErr(context.bpf().bpf_map_update_elem(fd, nullIfEmpty(key), value, 0), "map update", name,
                    this::updateHint);
        } finally {
            lifetime.done();
        }
    }

    @Override
    public boolean delete(byte[] key) {
        requireSize("map delete", "key", key, keySize);
        lifetime.begin();
        try {
            return found("map delete", context.bpf().bpf_map_delete_elem(fd, key));
        } finally {
            lifetime.done();
        }
    }

    @Override
    public int forEach(EntryVisitor visitor, boolean drain) {
        lifetime.begin();
        try {
            return scan.run(visitor, drain);
        } finally {
            lifetime.done();
        }
    }

    /** The key for libbpf: null for queues and stacks, which must have no key at all. */
    private static byte[] nullIfEmpty(byte[] key) {
        return key.length == 0 ? null : key;
    }

    private boolean found(String operation, int result) {
        if (result < 0 && ReturnCodes.errnoOf(result) == Errno.ENOENT) {
            return false;
        }
        ReturnCodes.checkErr(result, operation, name, errno -> "a map of type " + type + " may not offer this");
        return true;
    }

    private String updateHint(int errno) {
        if (errno == Errno.E2BIG) {
            return "the map is full with " + Integer.toUnsignedString(maxEntries) + " entries, or the index is not"
                    + " below that";
        }
        if (errno == Errno.EPERM) {
            return "the map is frozen or read-only for user space";
        }
        return errno == Errno.EINVAL ? "the value is not what a map of type " + type + " takes" : "";
    }

    private void requireSize(String operation, String what, byte[] given, int wanted) {
        if (given.length != wanted) {
            throw new BpfException(operation, name, 0, what + " has " + given.length + " bytes, the map's has " + wanted);
        }
    }
}
