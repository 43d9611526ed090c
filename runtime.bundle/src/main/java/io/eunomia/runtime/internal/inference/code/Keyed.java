package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.Region.Place;

/** A place whose bytes a program uses as the key of a map. */
public record Keyed(String map, Place key) {
}
