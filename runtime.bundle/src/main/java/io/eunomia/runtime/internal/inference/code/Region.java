package io.eunomia.runtime.internal.inference.code;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * A piece of memory that pointers point into.
 *
 * @param name of the map, section or chain of calls
 * @param at the instruction that gave it, 0 where that does not matter
 * @param parts the regions that it may be, none unless it is {@link Kind#EITHER}
 */
public record Region(Kind kind, String name, int at, Set<Region> parts) {
    /** The limit of parts; programs usually have one way for new kernels and one for old ones. */
    private static final int MAX_PARTS = 4;

    /** Tells whose memory it is. */
    public enum Kind {
        /** The frame of a function; offsets are negative. */
        STACK,
        /** The memory that {@code bpf_ringbuf_reserve} returned. */
        RESERVED,
        /** A value of the map of that name. All its values have one layout. */
        VALUE,
        /** The program's context. */
        CONTEXT,
        /** Global variables of the section of that name. */
        GLOBAL,
        /** One of several, depending on the way that was taken. */
        EITHER
    }

    /** A place in a region. */
    public record Place(Region region, int offset) {
    }

    Region(Kind kind, String name, int at) {
        this(kind, name, at, Set.of());
    }

    /** Returns a region that is this or the other; null when that would be too many. */
    Region or(Region other) {
        Set<Region> all = new HashSet<>(kind == Kind.EITHER ? parts : Set.of(this));
        all.addAll(other.kind == Kind.EITHER ? other.parts : Set.of(other));
        return all.size() > MAX_PARTS ? null : new Region(Kind.EITHER, "", 0, Collections.unmodifiableSet(all));
    }

    /** Tells whether both may be the same memory. */
    public boolean meets(Region other) {
        return equals(other) || kind == Kind.EITHER && (parts.contains(other) || !Collections.disjoint(parts, other.parts))
                || other.parts.contains(this);
    }
}
