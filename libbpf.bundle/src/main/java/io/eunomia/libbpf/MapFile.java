package io.eunomia.libbpf;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A map of an opened object. Setters return the receiver. */
@ProviderType
public interface MapFile {

    String name();

    MapType type();

    /** In bytes. */
    int keySize();

    /** In bytes; of one CPU's value for per-CPU maps. */
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
     * What the kernel would not take of this map's definition, as it is now: no entries, a key of the wrong size. Empty
     * when nothing can be seen, which does not mean that the kernel takes it.
     */
    String fault();

    /** True for {@code .rodata}, {@code .data}, {@code .bss}, {@code .kconfig} and struct_ops maps. */
    boolean internal();

    /**
     * Where {@link BpfObjectFile#load} pins it, or finds it pinned and uses that map in place of a new one
     * ({@code LIBBPF_PIN_BY_NAME}).
     */
    Optional<Path> pinPath();

    MapFile maxEntries(int entries);

    /** @param bytes of one CPU's value for per-CPU maps; not for maps of global variables */
    MapFile valueSize(int bytes);

    MapFile type(MapType type);

    /** Whether {@link BpfObjectFile#load} creates it; programs that use a map that is not created must not be loaded. */
    MapFile autocreate(boolean create);

    /**
     * Uses an existing map in place of a new one ({@code bpf_map__reuse_fd}: the descriptor is duplicated, the
     * given map stays its owner's).
     *
     * @throws BpfException when type, key, value or size differ, naming each difference
     */
    MapFile reuse(BpfMap map);
}
