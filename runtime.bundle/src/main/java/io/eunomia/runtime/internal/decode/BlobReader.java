package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.HexText;

/** Reads bytes as hexadecimal digits, in the order of memory. */
final class BlobReader extends SpanReader {

    BlobReader(int offset, int capacity, FieldReader used) {
        super(offset, capacity, used);
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        int at = offset + shift;
        int end = end(record, shift);
        if (end > at) {
            HexText.bytes(record.memory(), record.offset() + at, record.offset() + end, out);
        }
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        quoted(record, shift, out);
    }

    @Override
    Object value(RecordView record, int shift) {
        int at = offset + shift;
        byte[] bytes = new byte[Math.max(0, end(record, shift) - at)];
        record.memory().get(record.offset() + at, bytes);
        return bytes;
    }

    @Override
    Class<?> valueType() {
        return byte[].class;
    }
}
