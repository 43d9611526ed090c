package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.PinnedMap;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.internal.map.KernelMaps;
import io.eunomia.libbpf.internal.pin.Pin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code struct bpf_map} that is not created yet. */
final class OpenMap implements MapFile {
    private final OpenObject object;
    private final long handle;
    private final String nativeName;
    private final String name;
    private boolean reused;

    OpenMap(OpenObject object, long handle) {
        this.object = object;
        this.handle = handle;
        this.nativeName = object.bpf().bpf_map__name(handle);
        this.name = (object.bpf().bpf_map__is_internal(handle) & 0xff) != 0 ? sectionName(nativeName) : nativeName;
    }

    /**
     * The section's name in the map's name: libbpf puts the start of the object's name before {@code .rodata}, {@code .data},
     * {@code .bss} and {@code .kconfig} ({@code internal_map_name}), but not before sections of other names.
     */
    private static String sectionName(String nativeName) {
        return nativeName.startsWith(".") ? nativeName : nativeName.substring(nativeName.lastIndexOf('.'));
    }

    /** The native handle, valid for as long as the object's. */
    long handle() {
        return handle;
    }

    /** Tells whether {@code load} creates a new map: it does not when the map is left out or an existing one is used. */
    boolean created() {
        return !reused && (bpf().bpf_map__autocreate(handle) & 0xff) != 0;
    }

    /** Tells whether there is a map after load. The descriptor cannot tell, because since libbpf 1.4 it exists before load. */
    boolean present() {
        return reused || (bpf().bpf_map__autocreate(handle) & 0xff) != 0;
    }

    /** The map's name in libbpf's messages. */
    String nativeName() {
        return nativeName;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public MapType type() {
        return MapType.of(bpf().bpf_map__type(handle));
    }

    @Override
    public int keySize() {
        return bpf().bpf_map__key_size(handle);
    }

    @Override
    public int valueSize() {
        return bpf().bpf_map__value_size(handle);
    }

    @Override
    public int maxEntries() {
        return bpf().bpf_map__max_entries(handle);
    }

    @Override
    public int flags() {
        return bpf().bpf_map__map_flags(handle);
    }

    @Override
    public int keyTypeId() {
        return bpf().bpf_map__btf_key_type_id(handle);
    }

    @Override
    public int valueTypeId() {
        return bpf().bpf_map__btf_value_type_id(handle);
    }

    @Override
    public String fault() {
        int number = bpf().bpf_map__type(handle);
        if (created() && !internal() && type() == MapType.UNSPEC) {
            return "there is no map type " + number + "; types go up to " + (MapType.values().length - 1);
        }
        if (!created() || internal()) {
            return "";
        }
        String broken = brokenRule();
        return broken.isEmpty() ? innerFault() : broken;
    }

    /** libbpf gives maps of some types their size, in other maps too. */
    private String brokenRule() {
        boolean sized = type() == MapType.PERF_EVENT_ARRAY || type() == MapType.STRUCT_OPS;
        return sized && maxEntries() == 0 ? "" : rules().brokenRule();
    }

    /** The fault of the inner map's definition: the kernel creates one such map first, to learn what the inner maps are like. */
    private String innerFault() {
        long inner = bpf().bpf_map__inner_map(handle);
        String broken = inner == 0 ? "" : new OpenMap(object, inner).brokenRule();
        return broken.isEmpty() ? "" : "of the maps in it, " + broken;
    }

    /** The rules for this map; a ring's record sizes do not count, because the loader removes them. */
    private MapHint rules() {
        return type() == MapType.RINGBUF ? MapHint.ring(type(), maxEntries(), flags()) : new MapHint(this);
    }

    @Override
    public boolean internal() {
        return (bpf().bpf_map__is_internal(handle) & 0xff) != 0 || type() == MapType.STRUCT_OPS;
    }

    @Override
    public Optional<Path> pinPath() {
        String path = bpf().bpf_map__pin_path(handle);
        return Optional.ofNullable(path).map(Path::of);
    }

    @Override
    public MapFile maxEntries(int entries) {
        ReturnCodes.checkErr(bpf().bpf_map__set_max_entries(handle, entries), "map set max_entries", name);
        return this;
    }

    @Override
    public MapFile valueSize(int bytes) {
        ReturnCodes.checkErr(bpf().bpf_map__set_value_size(handle, bytes), "map set value_size", name);
        return this;
    }

    @Override
    public MapFile type(MapType type) {
        ReturnCodes.checkErr(bpf().bpf_map__set_type(handle, type.number()), "map set type", name);
        return this;
    }

    @Override
    public MapFile autocreate(boolean create) {
        ReturnCodes.checkErr(bpf().bpf_map__set_autocreate(handle, create ? 1 : 0), "map set autocreate", name);
        return this;
    }

    @Override
    public MapFile reuse(BpfMap map) {
        return reuse(new PinnedMap(0, map.type(), map.keySize(), map.valueSize(), map.maxEntries(), 0), map.fd());
    }

    @Override
    public MapFile reuse(Path pinned) {
        int fd = new Pin(object.context()).openIfThere(pinned);
        if (fd < 0) {
            throw new BpfException("map reuse", name, Errno.ENOENT, "nothing is pinned at " + pinned);
        }
        try {
            return reuse(new KernelMaps(object.context()).pinned(fd, pinned), fd);
        } finally {
            object.context().c().close(fd);
        }
    }

    private MapFile reuse(PinnedMap map, int fd) {
        List<String> differences = new ArrayList<>();
        compare(differences, "type", type(), map.type());
        if (type() != MapType.RINGBUF) {
            // The loader removes a ring's sizes before it makes one.
            compare(differences, "key size", keySize(), map.keySize());
            compare(differences, "value size", valueSize(), map.valueSize());
        }
        compare(differences, "max_entries", wantedEntries(), Integer.toUnsignedLong(map.maxEntries()));
        if (!differences.isEmpty()) {
            throw new BpfException("map reuse", name, 0, String.join(", ", differences));
        }
        ReturnCodes.checkErr(bpf().bpf_map__reuse_fd(handle, fd), "map reuse", name);
        reused = true;
        return this;
    }

    /** The number of entries at creation: libbpf gives perf event arrays of size 0 one entry per possible CPU. */
    private long wantedEntries() {
        boolean perCpu = type() == MapType.PERF_EVENT_ARRAY && maxEntries() == 0;
        return perCpu ? object.context().possibleCpus() : Integer.toUnsignedLong(maxEntries());
    }

    private static void compare(List<String> differences, String what, Object wanted, Object existing) {
        if (!wanted.equals(existing)) {
            differences.add(what + " is " + existing + " in the existing map, " + wanted + " in the object");
        }
    }

    private LibBpf bpf() {
        return object.bpf();
    }
}
