package io.eunomia.runtime.internal.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Turns entries of a map into rows that can be added up: the parts of the key that tell rows apart, then what was last seen of
 * values that cannot be added (names, times, addresses), then sums of 64 bits. A sum is that wide whatever the width of the
 * counter, because sums of many CPUs and intervals outgrow it. Immutable; any thread may use it.
 */
public final class RowShape {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final CompiledSchema schema;
    private final List<Part> parts;
    private final Copy[] keys;
    private final int keyBytes;
    private final int cpuAt;
    private final Copy kept;
    private final Sum[] sums;
    private final int rowBytes;

    /** Bytes of an entry's key or value that are copied into the row. */
    record Copy(int from, int to, int length) {
        static final Copy NONE = new Copy(0, 0, 0);
    }

    /** A counter in an entry's value. @param to where its sum is in the row */
    record Sum(int from, int size, boolean signed, int to) {
    }

    /**
     * A field of the rows.
     *
     * @param field its index in the schema
     * @param key whether it tells rows apart
     * @param sum whether it is a number, or a list of numbers, that is added up
     * @param count of a list's numbers; 0 for what is no list
     * @param at where its sums begin in the row
     * @param bits of the counter in the map
     */
    public record Part(String name, int field, boolean key, boolean sum, int count, int at, int bits) {
    }

    /** @param cpuAt where the row has its CPU; -1 when rows are sums over all CPUs */
    RowShape(CompiledSchema schema, List<Part> parts, Copy[] keys, int keyBytes, int cpuAt, Copy kept, Sum[] sums,
            int rowBytes) {
        this.schema = schema;
        this.parts = List.copyOf(parts);
        this.keys = keys;
        this.keyBytes = keyBytes;
        this.cpuAt = cpuAt;
        this.kept = kept;
        this.sums = sums;
        this.rowBytes = rowBytes;
    }

    public CompiledSchema schema() {
        return schema;
    }

    public List<Part> parts() {
        return parts;
    }

    /** The bytes at a row's start that tell it from others. */
    public int keyBytes() {
        return keyBytes;
    }

    public int rowBytes() {
        return rowBytes;
    }

    /** Tells whether each CPU has a row of its own. */
    public boolean eachCpu() {
        return cpuAt >= 0;
    }

    /** Writes the parts of an entry's key that tell rows apart. @param row receives {@link #keyBytes} from its start */
    public void key(byte[] key, int cpu, byte[] row) {
        for (Copy copy : keys) {
            System.arraycopy(key, copy.from(), row, copy.to(), copy.length());
        }
        if (cpuAt >= 0) {
            INT.set(row, cpuAt, cpu);
        }
    }

    /** Adds an entry's value. @param at where the value begins @param row where the row begins in {@code rows} */
    public void add(byte[] value, int at, byte[] rows, int row) {
        if (kept.length() > 0 && !isZero(value, at + kept.from(), kept.length())) {
            System.arraycopy(value, at + kept.from(), rows, row + kept.to(), kept.length());
        }
        for (Sum sum : sums) {
            int to = row + sum.to();
            LONG.set(rows, to, (long) LONG.get(rows, to) + number(value, at + sum.from(), sum.size(), sum.signed()));
        }
    }

    /** Adds another row of this shape. */
    public void addRow(byte[] from, int at, byte[] rows, int row) {
        if (kept.length() > 0 && !isZero(from, at + kept.to(), kept.length())) {
            System.arraycopy(from, at + kept.to(), rows, row + kept.to(), kept.length());
        }
        for (Sum sum : sums) {
            int to = row + sum.to();
            LONG.set(rows, to, (long) LONG.get(rows, to) + (long) LONG.get(from, at + sum.to()));
        }
    }

    /**
     * Takes a former row's sums from a later one's. A counter that became smaller has gone round if it is narrower than its
     * sum and is one counter, else it was set back: what it has now is then new.
     *
     * @param single whether a sum is of one counter
     */
    public void subtractRow(byte[] from, int at, byte[] rows, int row, boolean single) {
        for (Sum sum : sums) {
            int to = row + sum.to();
            long now = (long) LONG.get(rows, to);
            long before = (long) LONG.get(from, at + sum.to());
            if (sum.signed() || Long.compareUnsigned(now, before) >= 0) {
                LONG.set(rows, to, now - before);
            } else if (single && sum.size() < Long.BYTES) {
                LONG.set(rows, to, now - before + (1L << 8 * sum.size()));
            }
        }
    }

    /** Tells whether a row has no key, or nothing behind its key. */
    public boolean isEmpty(byte[] rows, int row) {
        return isZero(rows, row + keyBytes, rowBytes - keyBytes);
    }

    public static long sum(byte[] rows, int at) {
        return (long) LONG.get(rows, at);
    }

    private static long number(byte[] bytes, int at, int size, boolean signed) {
        switch (size) {
            case 8:
                return (long) LONG.get(bytes, at);
            case 4:
                int four = (int) INT.get(bytes, at);
                return signed ? four : Integer.toUnsignedLong(four);
            case 2:
                short two = (short) SHORT.get(bytes, at);
                return signed ? two : Short.toUnsignedLong(two);
            default:
                return signed ? bytes[at] : Byte.toUnsignedLong(bytes[at]);
        }
    }

    /** Tells whether there is nothing but zeros in some bytes. */
    public static boolean isZero(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether rows of both have the same fields in the same places, so that they can be added up. */
    public boolean like(RowShape other) {
        return rowBytes == other.rowBytes && parts.equals(other.parts) && Arrays.equals(sums, other.sums)
                && Arrays.equals(keys, other.keys) && kept.equals(other.kept);
    }
}
