package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.event.Notice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last pieces of a text, which readers pass at their own pace. Each is kept until all readers have taken it. One that
 * is too far behind loses the oldest, and holds at most the slab that it is at. One thread at a time appends; any takes.
 */
final class TextWindow {
    static final int MOST_BYTES = 1 << 20;
    private static final int MOST_CHUNKS = 4096;

    /** The place of one reader. Guarded by the window's monitor. */
    static final class Place {
        private long next;
        /** Null while nothing is lost that was not told. */
        private TextLoss loss;
        private boolean left;
    }

    /**
     * What a reader gets.
     *
     * @param loss since it was last told; null for none
     * @param chunk to be given back by {@link #release}; null for none
     */
    record Taken(TextLoss loss, TextChunk chunk) {
    }

    private final TextChunk[] chunks = new TextChunk[MOST_CHUNKS];
    private final List<Place> places = new ArrayList<>();
    private final Deque<TextSlab> blank = new ArrayDeque<>();
    private long first;
    private long end;
    /** What is before this number may be lost to those who are slow. */
    private long fresh;
    private int bytes;
    private TextSlab current;

    /** Lets a reader in, who gets what is appended from now on. */
    synchronized Place enter() {
        Place place = new Place();
        place.next = end;
        places.add(place);
        return place;
    }

    synchronized void leave(Place place) {
        places.remove(place);
        place.left = true;
        trim();
    }

    /** Begins to append on behalf of readers who have taken all there is: they lose nothing of what comes until the next call. */
    synchronized void begin() {
        fresh = end;
    }

    /** Appends the text of some events. @param notices in it; empty or not changed any more */
    void append(byte[] text, int length, int events, List<Notice> notices) {
        TextSlab slab = current != null && current.room(length) ? current : change(length);
        add(new TextChunk(slab, slab.append(text, length), length, events, notices));
    }

    private synchronized TextSlab change(int length) {
        TextSlab full = current;
        TextSlab free = length <= TextSlab.USUAL_BYTES ? blank.poll() : null;
        current = free != null ? free : new TextSlab(Math.max(length, TextSlab.USUAL_BYTES));
        current.held++;
        if (full != null) {
            letGo(full);
        }
        return current;
    }

    private synchronized void add(TextChunk chunk) {
        if (places.isEmpty()) {
            return;
        }
        while (first < fresh && (bytes + chunk.length() > MOST_BYTES || end - first == MOST_CHUNKS)) {
            loseFirst();
        }
        chunks[index(end++)] = chunk;
        chunk.slab().held++;
        bytes += chunk.length();
    }

    private void loseFirst() {
        for (Place place : places) {
            if (place.next == first) {
                place.next++;
                place.loss = place.loss == null ? new TextLoss() : place.loss;
                place.loss.add(chunks[index(first)]);
            }
        }
        dropFirst();
    }

    private void dropFirst() {
        TextChunk chunk = chunks[index(first)];
        chunks[index(first++)] = null;
        bytes -= chunk.length();
        letGo(chunk.slab());
    }

    private void letGo(TextSlab slab) {
        if (--slab.held == 0 && slab.usual()) {
            slab.clear();
            blank.add(slab);
        }
    }

    private void trim() {
        long least = end;
        for (Place place : places) {
            least = Math.min(least, place.next);
        }
        while (first < least) {
            dropFirst();
        }
    }

    /** Tells whether {@link #take} has something for a reader. */
    synchronized boolean waits(Place place) {
        return !place.left && (place.next < end || place.loss != null);
    }

    /** Takes what waits for a reader, as much as lies together in memory. @return null when nothing does */
    synchronized Taken take(Place place) {
        if (!waits(place)) {
            return null;
        }
        Taken taken = new Taken(place.loss, place.next < end ? next(place) : null);
        place.loss = null;
        trim();
        return taken;
    }

    private TextChunk next(Place place) {
        TextChunk chunk = chunks[index(place.next++)];
        chunk.slab().held++;
        while (place.next < end) {
            TextChunk more = chunk.with(chunks[index(place.next)]);
            if (more == null) {
                break;
            }
            chunk = more;
            place.next++;
        }
        return chunk;
    }

    synchronized void release(TextChunk chunk) {
        letGo(chunk.slab());
    }

    private static int index(long number) {
        return (int) (number % MOST_CHUNKS);
    }
}
