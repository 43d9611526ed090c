package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Utf8Sink;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A view of one record that is reused: {@link #at} moves it to another. Confined to one thread; makes no garbage. */
public final class RecordView implements EventView {
    private static final int TEXT_BYTES = 64;

    private final CompiledSchema schema;
    private final FieldReader[] readers;
    private ByteBuffer memory;
    private int offset;
    private int length;
    private long sequence;
    private long readNanos;
    private final AddedValue[][] added;
    /** A bit for each look-up that was made for this record. */
    private long lookedUp;
    private long waitUntil;
    private Utf8Sink scratch;

    RecordView(CompiledSchema schema, FieldReader[] readers) {
        this.schema = schema;
        this.readers = readers;
        this.added = new AddedValue[schema.added().length][];
    }

    /**
     * Moves the view.
     *
     * @param memory in little-endian order, read absolutely; the record is contiguous
     * @param offset of the record's first byte in {@code memory}
     * @param length in bytes; {@link CompiledSchema#decodable} must have accepted it
     * @param sequence number of the event in its tracker
     * @param readNanos when it was read, in ns since the epoch
     * @return this
     */
    public RecordView at(ByteBuffer memory, int offset, int length, long sequence, long readNanos) {
        this.memory = memory;
        this.offset = offset;
        this.length = length;
        this.sequence = sequence;
        this.readNanos = readNanos;
        lookedUp = 0;
        waitUntil = 0;
        return this;
    }

    /** Returns what was looked up for this record. @param source its index in the schema */
    AddedValue[] added(int source) {
        long bit = 1L << source;
        if ((lookedUp & bit) == 0) {
            added[source] = schema.added()[source].of(this);
            lookedUp |= bit;
        }
        return added[source];
    }

    /**
     * Returns until when look-ups for this record may take, as {@link System#nanoTime} counts. All of them together have the
     * time that begins with the first that has to wait.
     *
     * @param nanos that time
     */
    public long waitUntil(long nanos) {
        if (waitUntil == 0) {
            // The lowest bit tells a time from none; it is of no weight.
            waitUntil = System.nanoTime() + nanos | 1;
        }
        return waitUntil;
    }

    /** Returns an empty sink for whoever looks something up. */
    public Utf8Sink scratch() {
        if (scratch == null) {
            scratch = new Utf8Sink(TEXT_BYTES);
        }
        scratch.clear();
        return scratch;
    }

    @Override
    public CompiledSchema schema() {
        return schema;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long readNanos() {
        return readNanos;
    }

    @Override
    public long timeNanos() {
        ShownReader time = schema.time();
        long nanos = time == null ? 0 : time.epochNanos(this);
        return nanos != 0 ? nanos : readNanos;
    }

    @Override
    public boolean present(int field) {
        return readers[field].present(this);
    }

    @Override
    public long number(int field) {
        return readers[field].number(this, 0);
    }

    @Override
    public double floating(int field) {
        return readers[field].floating(this, 0);
    }

    /** Returns a time field's value in ns since the epoch, 0 when it is not set. */
    public long epochNanos(int field) {
        return readers[field] instanceof ShownReader reader ? reader.epochNanos(this) : readers[field].number(this, 0);
    }

    /** Returns how many values an array has here, those of inner arrays counted one by one; 0 for other fields. */
    public int elements(int field) {
        return readers[field] instanceof ArrayReader array ? array.leaves(this) : 0;
    }

    /**
     * Returns an integer of an array.
     *
     * @param element from 0 to less than {@link #elements}
     * @param members of structs in it, from the outermost; not changed
     */
    public long elementNumber(int field, int element, int[] members) {
        ArrayReader array = (ArrayReader) readers[field];
        return leaf(array, members).number(this, array.shift(element));
    }

    /** Returns a number with a fraction of an array, chosen as in {@link #elementNumber}. */
    public double elementFloating(int field, int element, int[] members) {
        ArrayReader array = (ArrayReader) readers[field];
        return leaf(array, members).floating(this, array.shift(element));
    }

    /** Appends a value of an array as people read it. */
    public void appendElement(int field, int element, int[] members, Utf8Sink out) {
        ArrayReader array = (ArrayReader) readers[field];
        leaf(array, members).text(this, array.shift(element), out);
    }

    private static FieldReader leaf(ArrayReader array, int[] members) {
        FieldReader reader = array.leaf();
        for (int member : members) {
            reader = ((CompositeReader) reader).member(member);
        }
        return reader;
    }

    @Override
    public String text(int field) {
        Utf8Sink out = new Utf8Sink(TEXT_BYTES);
        appendText(field, out);
        return out.toString();
    }

    @Override
    public void appendText(int field, Utf8Sink out) {
        readers[field].text(this, 0, out);
    }

    @Override
    public void appendJson(int field, Utf8Sink out) {
        readers[field].json(this, 0, out);
    }

    @Override
    public Object value(int field) {
        return readers[field].value(this, 0);
    }

    @Override
    public Duration duration(int field) {
        return readers[field] instanceof ShownReader reader && reader.show().span() ? reader.duration(this, 0)
                : EventView.super.duration(field);
    }

    @Override
    public ByteBuffer memory() {
        return memory;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    /** Returns the byte at {@code at}, which must lie in the record. */
    byte octet(int at) {
        return memory.get(offset + at);
    }

    /** Returns the eight bytes at {@code at}, which must lie in the record; the first is the lowest. */
    long word(int at) {
        return memory.getLong(offset + at);
    }

    /** Reads a little-endian integer of 1 to 8 bytes at {@code at}, zero-extended; bytes beyond the end read as zero. */
    long unsigned(int at, int size) {
        if (at + size > length) {
            return 0;
        }
        int from = offset + at;
        return switch (size) {
            case 1 -> memory.get(from) & 0xffL;
            case 2 -> memory.getShort(from) & 0xffffL;
            case 4 -> memory.getInt(from) & 0xffffffffL;
            case 8 -> memory.getLong(from);
            default -> bytewise(from, size);
        };
    }

    /** Reads as {@link #unsigned} does, but sign-extends. */
    long signed(int at, int size) {
        int unused = 64 - 8 * size;
        return unsigned(at, size) << unused >> unused;
    }

    private long bytewise(int from, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | memory.get(from + i) & 0xff;
        }
        return value;
    }
}
