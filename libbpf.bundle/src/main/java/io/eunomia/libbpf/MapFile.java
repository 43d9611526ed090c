package io.eunomia.libbpf;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A map of an opened object, to be edited before load. Setters return the receiver. */
@ProviderType
public interface MapFile {

    String name();

    MapType type();

    /** The size of a key in bytes. */
    int keySize();

    /** The size of a value in bytes; for per-CPU maps that of one CPU's value. */
    int valueSize();

    /** Number of entries; for ring buffers the size in bytes. */
    int maxEntries();

    /** {@code BPF_F_*} map flags of include/uapi/linux/bpf.h. */
    int flags();

    /** BTF type id of the key in the object's BTF, 0 if unknown. */
    int keyTypeId();

    /** BTF type id of the value in the object's BTF, 0 if unknown. */
    int valueTypeId();

    /**
     * Tells what the kernel would refuse in this map's present definition, such as no entries or a key of the wrong size.
     * Empty when no fault is visible, which does not promise that the kernel accepts the map.
     */
    String fault();

    /** True for {@code .rodata}, {@code .data}, {@code .bss}, {@code .kconfig} and struct_ops maps. */
    boolean internal();

    /**
     * The path at which {@link BpfObjectFile#load} pins the map; if a map is pinned there already, load uses that one in place
     * of a new one ({@code LIBBPF_PIN_BY_NAME}).
     */
    Optional<Path> pinPath();

    MapFile maxEntries(int entries);

    /** @param bytes the size, of one CPU's value for per-CPU maps; maps of global variables cannot be resized */
    MapFile valueSize(int bytes);

    MapFile type(MapType type);

    /** Sets whether {@link BpfObjectFile#load} creates the map. Programs that use an uncreated map must not be loaded. */
    MapFile autocreate(boolean create);

    /**
     * Uses an existing map in place of a new one ({@code bpf_map__reuse_fd}). The descriptor is duplicated; the given map
     * stays with its owner.
     *
     * @throws BpfException when type, key, value or size differ; the message names each difference
     */
    MapFile reuse(BpfMap map);

    /**
     * Uses the map that is pinned at a path in place of a new one.
     *
     * @throws BpfException as {@link #reuse(BpfMap)} does, and when no map is pinned there
     */
    MapFile reuse(Path pinned);
}
