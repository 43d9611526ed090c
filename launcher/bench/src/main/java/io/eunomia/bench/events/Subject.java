package io.eunomia.bench.events;

import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Daemon;

/**
 * A way that events can take.
 *
 * @param most the highest rate that is tried on it, a second
 */
record Subject(String label, boolean reference, long most, Opener opener) {

    /** Attaches to one process, which makes {@code burst} events with each call. */
    interface Opener {
        Session open(Setting setting) throws Exception;
    }

    /** What a subject is opened with. */
    record Setting(Bench bench, Daemon daemon, long target, int burst) {
    }
}
