package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.HexText;

/** Bytes as hexadecimal digits, in the order of memory. */
final class BlobReader extends FieldReader {
    private final FieldReader used;

    /** @param capacity 0 to reach to the record's end @param used tells the number of bytes used, or null */
    BlobReader(int offset, int capacity, FieldReader used) {
        super(offset, capacity);
        this.used = used;
    }

    @Override
    boolean present(RecordView record) {
        return offset < record.length();
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        int at = offset + shift;
        int end = size == 0 ? record.length() : Math.min(at + size, record.length());
        if (used != null) {
            long told = used.number(record, shift);
            end = told < 0 || told > end - at ? end : at + (int) told;
        }
        if (end > at) {
            HexText.bytes(record.memory(), record.offset() + at, record.offset() + end, out);
        }
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        out.put('"');
        text(record, shift, out);
        out.put('"');
    }
}
