package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.HexText;

/**
 * Reads 128-bit integers. They are shown in hexadecimal of full width, because JSON readers cannot hold them as numbers;
 * the number is the lower half.
 */
final class WideReader extends FieldReader {

    WideReader(int offset) {
        super(offset, 16);
    }

    @Override
    long number(RecordView record, int shift) {
        return record.unsigned(offset + shift, 8);
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        out.put('0').put('x');
        HexText.digits(record.unsigned(offset + shift + 8, 8), 16, out);
        HexText.digits(record.unsigned(offset + shift, 8), 16, out);
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        quoted(record, shift, out);
    }

    @Override
    Object value(RecordView record, int shift) {
        return written(record, shift);
    }

    @Override
    Class<?> valueType() {
        return String.class;
    }
}
