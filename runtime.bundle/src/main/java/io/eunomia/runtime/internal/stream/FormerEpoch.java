package io.eunomia.runtime.internal.stream;

/**
 * The events that a former process has read of a run that goes on.
 *
 * @param epoch of their ids
 * @param last number of the last of them; at least that after a kill
 * @param whole whether nothing is missing up to the first event of this process: the former one told its readers all that it
 *     had read, and what came after waited in the rings
 */
record FormerEpoch(String epoch, long last, boolean whole) {
}
