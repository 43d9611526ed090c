package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.Region.Place;

/** Bytes that a helper copies unchanged, such as a value by {@code bpf_map_update_elem}. @param size in bytes */
public record Transfer(Place from, Place to, int size) {
}
