package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;

/** Reads float and double. BPF cannot compute with them, so they are rare; writing one makes garbage. */
final class FloatReader extends FieldReader {

    FloatReader(int offset, int size) {
        super(offset, size);
    }

    @Override
    double floating(RecordView record, int shift) {
        long bits = record.unsigned(offset + shift, size);
        return size == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    }

    @Override
    long number(RecordView record, int shift) {
        return (long) floating(record, shift);
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        double value = floating(record, shift);
        out.ascii(size == 4 ? Float.toString((float) value) : Double.toString(value));
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        if (Double.isFinite(floating(record, shift))) {
            text(record, shift, out);
        } else {
            out.ascii("null");
        }
    }

    @Override
    Object value(RecordView record, int shift) {
        return floating(record, shift);
    }

    @Override
    Class<?> valueType() {
        return Double.class;
    }
}
