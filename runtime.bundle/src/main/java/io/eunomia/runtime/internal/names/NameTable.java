package io.eunomia.runtime.internal.names;

import io.eunomia.runtime.internal.decode.AddedValue;

/**
 * Keeps names of numbers for a while, in a table of fixed size; what does not fit takes the place of something older. Finding one makes
 * no garbage. Any thread.
 */
final class NameTable {
    private static final int ENTRIES = 2048;
    private static final int PLACES = 4;
    private static final long UNKNOWN_NANOS = 1_000_000_000;

    private final long nanos;
    private final Lookup lookup;
    private final long[] processes = new long[ENTRIES];
    private final long[] numbers = new long[ENTRIES];
    private final long[] until = new long[ENTRIES];
    private final AddedValue[] values = new AddedValue[ENTRIES];
    private final boolean[] used = new boolean[ENTRIES];
    private int next;

    /** Finds a name. */
    interface Lookup {
        /** @return null if there is none */
        String name(long process, long number);
    }

    /** @param nanos how long a name is taken to be true */
    NameTable(long nanos, Lookup lookup) {
        this.nanos = nanos;
        this.lookup = lookup;
    }

    AddedValue name(long process, long number) {
        long mixed = (number * 31 + process) * 0x9e3779b97f4a7c15L;
        int first = (int) (mixed >>> 40) & ENTRIES - PLACES;
        long now = System.nanoTime();
        synchronized (this) {
            for (int i = first; i < first + PLACES; i++) {
                if (used[i] && numbers[i] == number && processes[i] == process && until[i] - now > 0) {
                    return values[i];
                }
            }
        }
        String name = lookup.name(process, number);
        AddedValue value = name == null ? null : AddedValue.of(name);
        put(first, process, number, value, System.nanoTime() + (value == null ? UNKNOWN_NANOS : nanos));
        return value;
    }

    private synchronized void put(int first, long process, long number, AddedValue value, long end) {
        int place = first + (next++ & PLACES - 1);
        for (int i = first; i < first + PLACES; i++) {
            if (!used[i] || numbers[i] == number && processes[i] == process) {
                place = i;
                break;
            }
        }
        processes[place] = process;
        numbers[place] = number;
        values[place] = value;
        until[place] = end;
        used[place] = true;
    }
}
