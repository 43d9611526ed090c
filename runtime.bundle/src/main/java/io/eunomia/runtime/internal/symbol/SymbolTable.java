package io.eunomia.runtime.internal.symbol;

import java.nio.charset.StandardCharsets;

/** Holds functions by address in a few arrays, because an object for each would take several times the memory. Immutable. */
final class SymbolTable {
    static final SymbolTable EMPTY = new SymbolTable(new long[0], new long[0], new int[0], new byte[0], 0);
    /** So many symbols before an address are looked at for one that reaches over it. */
    private static final int MOST_STEPS = 1024;

    private final long[] starts;
    private final long[] sizes;
    private final int[] names;
    private final byte[] text;
    private final long longest;

    /** @param starts ascending as unsigned numbers @param names where the names begin in {@code text}, each ended by a zero */
    SymbolTable(long[] starts, long[] sizes, int[] names, byte[] text, long longest) {
        this.starts = starts;
        this.sizes = sizes;
        this.names = names;
        this.text = text;
        this.longest = longest;
    }

    int size() {
        return starts.length;
    }

    long bytes() {
        return 20L * starts.length + text.length;
    }

    long start(int symbol) {
        return starts[symbol];
    }

    String name(int symbol) {
        int from = names[symbol];
        int to = from;
        while (text[to] != 0) {
            to++;
        }
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    /** Finds the function with the greatest start that an address lies in. @return -1 if there is none */
    int find(long address) {
        for (int i = floor(address); reaches(i, address, floor(address)); i--) {
            if (covers(i, address)) {
                return i;
            }
        }
        return -1;
    }

    /** Finds the function that was added last of those that an address lies in. @return -1 if there is none */
    int findLast(long address) {
        int found = -1;
        int floor = floor(address);
        for (int i = floor; reaches(i, address, floor); i--) {
            if (covers(i, address) && (found < 0 || names[i] > names[found])) {
                found = i;
            }
        }
        return found;
    }

    private boolean covers(int symbol, long address) {
        return Long.compareUnsigned(address - starts[symbol], sizes[symbol]) < 0;
    }

    private boolean reaches(int symbol, long address, int floor) {
        return symbol >= 0 && floor - symbol < MOST_STEPS && Long.compareUnsigned(address - starts[symbol], longest) < 0;
    }

    /** Returns the last symbol that does not begin behind the address; -1 if all do. */
    private int floor(long address) {
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (Long.compareUnsigned(starts[middle], address) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }
}
