package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.Utf8Text;

/**
 * Reads char arrays: text up to the first NUL, or, where another field tells how much of it is used, that much, with the
 * NULs inside as spaces (a list of arguments). If another field may tell that, but not for certain, the whole array is read
 * so.
 */
final class TextFieldReader extends SpanReader {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final boolean several;

    /** Makes a reader. @param whole whether there may be text behind the first NUL */
    TextFieldReader(int offset, int capacity, FieldReader used, boolean whole) {
        super(offset, capacity, used);
        this.several = whole || used != null;
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        append(Utf8Text.PLAIN, record, shift, out);
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        out.put('"');
        append(Utf8Text.JSON, record, shift, out);
        out.put('"');
    }

    private void append(Utf8Text form, RecordView record, int shift, Utf8Sink out) {
        int at = offset + shift;
        int end = end(record, shift);
        if (!several) {
            end = firstNul(record, at, end);
        }
        while (end > at && record.octet(end - 1) == 0) {
            end--;
        }
        if (end > at) {
            form.append(record.memory(), record.offset() + at, record.offset() + end, several, out);
        }
    }

    /**
     * Finds the first NUL, eight bytes a step: a byte of {@code word} is zero where subtracting one borrows from a clear
     * high bit.
     */
    private static int firstNul(RecordView record, int from, int end) {
        int at = from;
        while (at + 8 <= end) {
            long word = record.word(at);
            long zeros = word - ONES & ~word & HIGHS;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
            at += 8;
        }
        while (at < end && record.octet(at) != 0) {
            at++;
        }
        return at;
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
