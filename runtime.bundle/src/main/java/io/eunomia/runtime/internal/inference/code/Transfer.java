package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.Region.Place;

/** Bytes that a helper copies as they are, such as {@code bpf_map_update_elem} a value. @param size in bytes */
public record Transfer(Place from, Place to, int size) {
}
