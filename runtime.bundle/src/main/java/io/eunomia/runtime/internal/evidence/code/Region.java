package io.eunomia.runtime.internal.evidence.code;

/**
 * A piece of memory that pointers point into.
 *
 * @param name of the map, section or chain of calls
 * @param at the instruction that gave it, 0 where that does not matter
 */
public record Region(Kind kind, String name, int at) {

    /** Whose memory it is. */
    public enum Kind {
        /** The frame of a function; offsets are negative. */
        STACK,
        /** What {@code bpf_ringbuf_reserve} gave. */
        RESERVED,
        /** A value of the map of that name. All its values have one layout. */
        VALUE,
        /** The program's context. */
        CONTEXT,
        /** Global variables of the section of that name. */
        GLOBAL
    }

    /** A place in it. */
    public record Place(Region region, int offset) {
    }
}
