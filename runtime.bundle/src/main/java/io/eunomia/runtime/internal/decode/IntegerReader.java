package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;

/** Reads integers of 1 to 8 bytes, plain. */
final class IntegerReader extends FieldReader {
    private final boolean signed;

    IntegerReader(int offset, int size, boolean signed) {
        super(offset, size);
        this.signed = signed;
    }

    @Override
    long number(RecordView record, int shift) {
        return signed ? record.signed(offset + shift, size) : record.unsigned(offset + shift, size);
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        long value = number(record, shift);
        if (signed) {
            out.decimal(value);
        } else {
            out.unsigned(value);
        }
    }
}
