package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.event.Notice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of some events, in a slab that whoever uses it holds. Immutable.
 *
 * @param notices that stand in the text, for a reader who loses it
 */
record TextChunk(TextSlab slab, int from, int length, int events, List<Notice> notices) {

    ByteBuffer text() {
        return slab.view(from, length);
    }

    /** Joins this chunk with the one that follows. @return null when that one is not right behind it */
    TextChunk with(TextChunk next) {
        if (next.slab != slab || next.from != from + length) {
            return null;
        }
        List<Notice> both = notices;
        if (!next.notices.isEmpty()) {
            both = new ArrayList<>(notices);
            both.addAll(next.notices);
        }
        return new TextChunk(slab, from, length + next.length, events + next.events, both);
    }
}
