package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;

/** Reads {@code bool}; every value but zero is true. */
final class BoolReader extends FieldReader {

    BoolReader(int offset, int size) {
        super(offset, size);
    }

    @Override
    long number(RecordView record, int shift) {
        return record.unsigned(offset + shift, size) != 0 ? 1 : 0;
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        out.ascii(number(record, shift) != 0 ? "true" : "false");
    }

    @Override
    Object value(RecordView record, int shift) {
        return number(record, shift) != 0;
    }

    @Override
    Class<?> valueType() {
        return Boolean.class;
    }
}
