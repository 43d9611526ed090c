package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;

/**
 * Describes a map for the decoder.
 *
 * @param keySize in bytes
 * @param valueSize in bytes, of one CPU's value for per-CPU maps
 * @param keyTypeId BTF type id in the object's BTF, 0 if unknown
 * @param valueTypeId BTF type id in the object's BTF, 0 if unknown
 */
public record MapShape(String name, MapType type, int keySize, int valueSize, int keyTypeId, int valueTypeId) {

    public static MapShape of(MapFile map) {
        return new MapShape(map.name(), map.type(), map.keySize(), map.valueSize(), map.keyTypeId(),
                map.valueTypeId());
    }

    /** Tells whether its records are events: a ring buffer or a perf event array. */
    public boolean ring() {
        return type == MapType.RINGBUF || type == MapType.PERF_EVENT_ARRAY;
    }
}
