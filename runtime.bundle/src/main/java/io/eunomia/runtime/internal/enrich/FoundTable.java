package io.eunomia.runtime.internal.enrich;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Keeps what was found, by key, in bounded memory. Readers take no lock and make no garbage. */
final class FoundTable {
    /** How many keys are kept: a power of two. */
    private static final int KEYS = 4096;
    /** A key is in one of so many places, one behind the other. */
    private static final int PLACES = 8;

    private final AtomicReferenceArray<Found> places = new AtomicReferenceArray<>(KEYS);

    /** Returns the hash that the other methods want of a key. */
    static int hash(byte[] key, int length) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ key[i] & 0xff) * 0x01000193;
        }
        return hash ^ hash >>> 15;
    }

    /** Finds the entry of a key, which may be over or awaited; null if there is none. */
    Found find(byte[] key, int length, int hash) {
        for (int i = 0; i < PLACES; i++) {
            Found found = places.get(hash + i & KEYS - 1);
            if (found != null && found.isFor(key, length, hash)) {
                return found;
            }
        }
        return null;
    }

    /** What {@link #put} says. @param entry of the key; null when there is no room @param added whether it is a new one */
    record Placed(Found entry, boolean added) {
    }

    /** Adds an entry that is awaited, unless another thread has done so, in place of one that is over or nearest to that. */
    synchronized Placed put(byte[] key, int length, int hash, long now) {
        int place = -1;
        long soonest = Long.MAX_VALUE;
        for (int i = 0; i < PLACES; i++) {
            int at = hash + i & KEYS - 1;
            Found found = places.get(at);
            if (found != null && found.isFor(key, length, hash)) {
                if (!found.isOver(now)) {
                    return new Placed(found, false);
                }
                // A key stands in one place only, so its own entry gives way even if another one is older.
                place = at;
                break;
            }
            long left = found == null ? Long.MIN_VALUE : found.values() == null ? Long.MAX_VALUE : found.expires() - now;
            if (left < soonest) {
                soonest = left;
                place = at;
            }
        }
        if (place < 0) {
            return new Placed(null, false);
        }
        Found made = new Found(Arrays.copyOf(key, length), hash);
        places.set(place, made);
        return new Placed(made, true);
    }

    /** Takes an entry out whose answer will not come. */
    synchronized void remove(Found entry, int hash) {
        for (int i = 0; i < PLACES; i++) {
            places.compareAndSet(hash + i & KEYS - 1, entry, null);
        }
    }
}
