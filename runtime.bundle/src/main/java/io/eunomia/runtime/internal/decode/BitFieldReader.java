package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;

/** Reads bit-fields of up to 64 bits, little-endian: bit 0 is the lowest of the first byte. */
final class BitFieldReader extends FieldReader {
    private final int firstBit;
    private final int bits;
    private final boolean signed;
    private final boolean bool;

    BitFieldReader(Slot slot, boolean signed, boolean bool) {
        super(slot.offset(), slot.end() - slot.offset());
        this.firstBit = slot.bitOffset() & 7;
        this.bits = slot.bitfieldSize();
        this.signed = signed;
        this.bool = bool;
    }

    @Override
    long number(RecordView record, int shift) {
        int at = offset + shift;
        long value = record.unsigned(at, Math.min(8, size)) >>> firstBit;
        if (size > 8) {
            value |= record.unsigned(at + 8, 1) << 64 - firstBit;
        }
        int unused = 64 - bits;
        return signed ? value << unused >> unused : value << unused >>> unused;
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        long value = number(record, shift);
        if (bool) {
            out.ascii(value != 0 ? "true" : "false");
        } else if (signed) {
            out.decimal(value);
        } else {
            out.unsigned(value);
        }
    }

    @Override
    Object value(RecordView record, int shift) {
        if (bool) {
            return number(record, shift) != 0;
        }
        return super.value(record, shift);
    }

    @Override
    Class<?> valueType() {
        return bool ? Boolean.class : Long.class;
    }
}
