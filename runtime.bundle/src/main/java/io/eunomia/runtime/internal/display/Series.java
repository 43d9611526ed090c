package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.internal.decode.RowShape;
import java.util.Arrays;

/**
 * Rows by key, in flat memory: adding an entry makes no garbage. It has a bound in bytes of its own and one with all others;
 * entries with keys beyond them are added up in one further row, and counted. Whoever made it frees it. Confined to one thread at
 * a time.
 */
public final class Series {
    /** Enough for some 30,000 rows of a table. */
    private static final int MOST_BYTES = 2 << 20;
    private static final int FIRST_PLACES = 16;
    private static final int NONE = -1;
    /** What a row takes beside its bytes: two places in the index, each an int, half of them used at least. */
    private static final int INDEX_BYTES = 16;

    private final RowShape shape;
    private final SeriesBudget budget;
    private final int mostRows;
    /** What was taken from the budget. */
    private long held;
    private byte[] rows;
    private int[] index;
    private int size;
    private final byte[] key;
    private final byte[] other;
    private long others;

    public Series(RowShape shape, SeriesBudget budget) {
        this(shape, budget, MOST_BYTES);
    }

    Series(RowShape shape, SeriesBudget budget, int mostBytes) {
        this.shape = shape;
        this.budget = budget;
        this.mostRows = Math.max(1, mostBytes / (shape.rowBytes() + INDEX_BYTES));
        this.key = new byte[shape.keyBytes()];
        this.other = new byte[shape.rowBytes()];
        empty();
    }

    private void empty() {
        rows = new byte[0];
        index = new int[FIRST_PLACES];
        Arrays.fill(index, NONE);
        size = 0;
    }

    /** Gives its memory back; it has no rows then. */
    public void free() {
        budget.give(held);
        held = 0;
        empty();
    }

    RowShape shape() {
        return shape;
    }

    public int size() {
        return size;
    }

    /** The rows one after the other; valid until the next is added. */
    public byte[] rows() {
        return rows;
    }

    public int at(int row) {
        return row * shape.rowBytes();
    }

    /** How many entries had no room; what they count is in {@link #other}. One key may be counted several times. */
    long others() {
        return others;
    }

    byte[] other() {
        return other;
    }

    /** Adds an entry of a map. @param at where its value begins in {@code value} */
    void add(byte[] entryKey, byte[] value, int at, int cpu) {
        shape.key(entryKey, cpu, key);
        int row = find(key, 0);
        if (row < 0) {
            others++;
            shape.add(value, at, other, 0);
        } else {
            shape.add(value, at, rows, at(row));
        }
    }

    /** Adds all rows of another series of the same shape. */
    void addAll(Series from) {
        for (int i = 0; i < from.size; i++) {
            addRow(from.rows, from.at(i));
        }
        others += from.others;
        shape.addRow(from.other, 0, other, 0);
    }

    void addRow(byte[] from, int at) {
        int row = find(from, at);
        if (row < 0) {
            others++;
            shape.addRow(from, at, other, 0);
        } else {
            shape.addRow(from, at, rows, at(row));
        }
    }

    /** Takes the sums of a former reading from these. @param single whether each sum is of one counter */
    void subtract(Series former, boolean single) {
        for (int i = 0; i < size; i++) {
            int before = former.lookUp(rows, at(i));
            if (before >= 0) {
                shape.subtractRow(former.rows, former.at(before), rows, at(i), single);
            }
        }
        shape.subtractRow(former.other, 0, other, 0, false);
    }

    /** @return owned by the caller */
    Series copy() {
        Series copy = new Series(shape, budget, mostRows * (shape.rowBytes() + INDEX_BYTES));
        copy.addAll(this);
        return copy;
    }

    /** Finds the row of a key, or makes one. @return negative when there is no room */
    private int find(byte[] bytes, int at) {
        int place = place(bytes, at);
        if (index[place] != NONE || size >= mostRows || !hasRoom()) {
            return index[place];
        }
        place = place(bytes, at);
        int row = size++;
        Arrays.fill(rows, at(row), at(size), (byte) 0);
        System.arraycopy(bytes, at, rows, at(row), shape.keyBytes());
        index[place] = row;
        return row;
    }

    /** Makes room for one more row, if need be. @return whether there is */
    private boolean hasRoom() {
        if (2 * (size + 1) > index.length) {
            if (!take((long) index.length * Integer.BYTES)) {
                return false;
            }
            grow();
        }
        if (at(size + 1) > rows.length) {
            int more = (int) Math.min((long) mostRows * shape.rowBytes(), Math.max(at(size + 1), 2L * rows.length));
            if (!take(more - rows.length)) {
                return false;
            }
            rows = Arrays.copyOf(rows, more);
        }
        return true;
    }

    private boolean take(long bytes) {
        boolean taken = budget.take(bytes);
        held += taken ? bytes : 0;
        return taken;
    }

    private int lookUp(byte[] bytes, int at) {
        return index[place(bytes, at)];
    }

    private int place(byte[] bytes, int at) {
        int length = shape.keyBytes();
        int hash = 1;
        for (int i = at; i < at + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 15) * 0x9e3779b1 >>> 1 & index.length - 1;
        while (index[place] != NONE && !Arrays.equals(rows, at(index[place]), at(index[place]) + length, bytes, at, at + length)) {
            place = place + 1 & index.length - 1;
        }
        return place;
    }

    private void grow() {
        index = new int[2 * index.length];
        Arrays.fill(index, NONE);
        for (int i = 0; i < size; i++) {
            index[place(rows, at(i))] = i;
        }
    }
}
