package io.eunomia.runtime.internal.decode;

/** Reads char and byte arrays: runs of bytes that may be shorter than the room there is for them. */
abstract class SpanReader extends FieldReader {
    private final FieldReader used;

    /** Makes a reader. @param capacity 0 to reach to the record's end @param used tells the number of bytes used, or null */
    SpanReader(int offset, int capacity, FieldReader used) {
        super(offset, capacity);
        this.used = used;
    }

    @Override
    boolean present(RecordView record) {
        return offset < record.length();
    }

    /** Tells whether another field tells how much is used. */
    boolean told() {
        return used != null;
    }

    /** Returns where the bytes end at the latest; it may lie before their start in a record that is too short. */
    int end(RecordView record, int shift) {
        int at = offset + shift;
        int end = size == 0 ? record.length() : Math.min(at + size, record.length());
        if (used == null) {
            return end;
        }
        long told = used.number(record, shift);
        return told < 0 || told > end - at ? end : at + (int) told;
    }
}
