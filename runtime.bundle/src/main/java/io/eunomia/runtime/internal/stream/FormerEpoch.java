package io.eunomia.runtime.internal.stream;

/**
 * The events that a former process has read of a run that goes on.
 *
 * @param epoch of their ids
 * @param last number of the last of them; at least that after a kill
 * @param ordered whether that process ended in order, and told its readers all that it had read
 */
record FormerEpoch(String epoch, long last, boolean ordered) {
}
