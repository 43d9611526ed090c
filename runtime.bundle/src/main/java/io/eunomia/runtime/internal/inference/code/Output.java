package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.Region.Place;

/**
 * A record that a program hands to a ring buffer or perf event array.
 *
 * @param at the call
 * @param map its name
 * @param place the record's start
 * @param size in bytes, -1 when it is known at run time only
 * @param argument the helper's argument that is the record, counted from 0; -1 when it is what the helper returns
 */
public record Output(CodePoint at, String map, Place place, int size, int argument) {
}
