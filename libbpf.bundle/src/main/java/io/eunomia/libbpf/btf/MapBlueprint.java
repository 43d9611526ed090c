package io.eunomia.libbpf.btf;

import java.util.Optional;

/**
 * A map as the object's source defines it in {@code SEC(".maps")}.
 *
 * @param name the C variable's name
 * @param type number of {@code enum bpf_map_type}
 * @param maxEntries number of entries as written (0 if left to be set before load), unsigned 32-bit
 * @param flags {@code BPF_F_*}
 * @param keyTypeId BTF id of {@code __type(key, …)}, 0 if only a size is given
 * @param valueTypeId BTF id of {@code __type(value, …)}, 0 if only a size is given
 * @param keySize in bytes
 * @param valueSize in bytes
 * @param pinned true when the source asks for pinning by name under the BPF file system
 * @param inner the definition of the inner maps of a map of maps, from {@code __array(values, …)}
 */
public record MapBlueprint(String name, int type, long maxEntries, int flags, int keyTypeId, int valueTypeId,
        int keySize, int valueSize, boolean pinned, Optional<MapBlueprint> inner) {
}
