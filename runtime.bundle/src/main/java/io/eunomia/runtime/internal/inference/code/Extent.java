package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.Region.Place;

/**
 * Tells what decides how far a helper writes: the number of bytes it is given, and how far behind a place it begins.
 *
 * @param at the call
 * @param to the place, or the first it may be
 * @param size what is known of the number of bytes
 * @param from what is known of the number that was added to the place
 */
public record Extent(CodePoint at, Place to, Facts size, Facts from) {
}
