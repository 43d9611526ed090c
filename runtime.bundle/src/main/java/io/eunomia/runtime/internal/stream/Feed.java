package io.eunomia.runtime.internal.stream;

import io.eunomia.libbpf.AttachPoint;
import java.time.Duration;

/** Tells where the records of a stream come from. */
public sealed interface Feed {

    /** A ring buffer or perf event array of the object. */
    record Ring() implements Feed {
    }

    /**
     * A map that is read at an interval, with its references resolved.
     *
     * @param twin name of the second map, or empty
     * @param active global that names the map in use, or empty
     * @param sort indices of fields in the schema
     * @param rows whether its records are rows of the display, added up over CPUs and the like, rather than entries of the map
     * @param display name of the display of the same map
     */
    record Table(String map, String twin, String active, Duration interval, int[] sort, int top, boolean drain,
            boolean rows, String display) implements Feed {
    }

    /**
     * An iterator program whose output is read.
     *
     * @param point what it is attached to
     * @param interval at which it is read; null when it is read on demand only
     * @param recordBytes size of its records; 0 for lines of text
     */
    record Iterator(String program, AttachPoint point, Duration interval, int recordBytes) implements Feed {
    }

    /** The lines that the object's programs print. */
    record Printk() implements Feed {
    }
}
