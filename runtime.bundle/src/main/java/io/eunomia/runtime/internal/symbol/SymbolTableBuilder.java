package io.eunomia.runtime.internal.symbol;

import java.util.Arrays;

/** Collects functions for a {@link SymbolTable}, up to a bound of memory. Confined to one thread. */
final class SymbolTableBuilder {
    private static final int FIRST = 1024;
    private static final int BYTES_OF_SYMBOL = 24;

    private final long mostBytes;
    private long[] starts = new long[FIRST];
    private long[] sizes = new long[FIRST];
    private int[] names = new int[FIRST];
    private int[] ranks = new int[FIRST];
    private byte[] text = new byte[16 * FIRST];
    private int count;
    private int used;
    private boolean full;

    /** @param mostBytes of memory; what comes after that is left out */
    SymbolTableBuilder(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Tells whether something was left out for want of room. */
    boolean isFull() {
        return full;
    }

    /**
     * Adds a function.
     *
     * @param size in bytes; 0 for one that ends where the next begins
     * @param rank tells which of several at the same address is kept: the greatest
     * @param bytes have its name, which has no zero in it
     */
    void add(long start, long size, int rank, byte[] bytes, int from, int length) {
        if ((long) BYTES_OF_SYMBOL * (count + 1) + used + length + 1 > mostBytes) {
            full = true;
            return;
        }
        if (count == starts.length) {
            int more = 2 * count;
            starts = Arrays.copyOf(starts, more);
            sizes = Arrays.copyOf(sizes, more);
            names = Arrays.copyOf(names, more);
            ranks = Arrays.copyOf(ranks, more);
        }
        if (used + length + 1 > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, used + length + 1));
        }
        starts[count] = start;
        sizes[count] = size;
        names[count] = used;
        ranks[count++] = rank;
        System.arraycopy(bytes, from, text, used, length);
        used += length;
        text[used++] = 0;
    }

    /**
     * Makes the table.
     *
     * @param every whether all functions at one address are kept, rather than the one with the greatest rank
     * @param open the most that a function without a size may have
     */
    SymbolTable build(boolean every, long open) {
        int[] order = sorted();
        int kept = 0;
        for (int symbol : order) {
            boolean same = !every && kept > 0 && starts[order[kept - 1]] == starts[symbol];
            if (!same) {
                order[kept++] = symbol;
            } else if (ranks[symbol] > ranks[order[kept - 1]]) {
                order[kept - 1] = symbol;
            }
        }
        long[] from = new long[kept];
        long[] lengths = new long[kept];
        int[] called = new int[kept];
        long longest = 0;
        for (int i = 0; i < kept; i++) {
            from[i] = starts[order[i]];
            called[i] = names[order[i]];
            lengths[i] = sizes[order[i]];
            if (lengths[i] == 0) {
                long next = i + 1 < kept ? starts[order[i + 1]] - from[i] : open;
                lengths[i] = Long.compareUnsigned(next, open) < 0 ? next : open;
            }
            longest = Long.compareUnsigned(lengths[i], longest) > 0 ? lengths[i] : longest;
        }
        return new SymbolTable(from, lengths, called, Arrays.copyOf(text, used), longest);
    }

    /** Sorts by start, those of one start as they were added. A merge sort, since the JDK sorts no arrays beside each other. */
    private int[] sorted() {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        int[] other = new int[count];
        for (int width = 1; width < count; width *= 2) {
            for (int low = 0; low < count; low += 2 * width) {
                merge(order, low, Math.min(low + width, count), Math.min(low + 2 * width, count), other);
            }
            int[] done = order;
            order = other;
            other = done;
        }
        return order;
    }

    private void merge(int[] from, int low, int middle, int high, int[] to) {
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            boolean first = right >= high || left < middle
                    && Long.compareUnsigned(starts[from[left]], starts[from[right]]) <= 0;
            to[i] = first ? from[left++] : from[right++];
        }
    }
}
