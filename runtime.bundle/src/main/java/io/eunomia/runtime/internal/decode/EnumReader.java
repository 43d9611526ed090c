package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reads enums, bit-fields too: it gives the first enumerator's name of a value, or the number of a value without a name. */
final class EnumReader extends FieldReader {
    private final FieldReader raw;
    private final boolean signed;
    private final long[] values;
    private final byte[][] names;

    EnumReader(FieldReader raw, EnumLayout layout) {
        super(raw.offset, raw.size);
        this.raw = raw;
        this.signed = layout.signed();
        // The sort is stable, so if a value has several names, the first declared is found.
        List<EnumLayout.Name> sorted = layout.names().stream()
                .sorted(Comparator.comparingLong(EnumLayout.Name::value)).toList();
        this.values = new long[sorted.size()];
        this.names = new byte[sorted.size()][];
        int count = 0;
        for (EnumLayout.Name one : sorted) {
            if (count == 0 || values[count - 1] != one.value()) {
                values[count] = one.value();
                names[count++] = one.name().getBytes(StandardCharsets.UTF_8);
            }
        }
        Arrays.fill(values, count, values.length, Long.MAX_VALUE);
    }

    @Override
    long number(RecordView record, int shift) {
        return raw.number(record, shift);
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        long value = number(record, shift);
        byte[] name = name(value);
        if (name != null) {
            out.put(name);
        } else if (signed) {
            out.decimal(value);
        } else {
            out.unsigned(value);
        }
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        if (name(number(record, shift)) != null) {
            quoted(record, shift, out);
        } else {
            text(record, shift, out);
        }
    }

    private byte[] name(long value) {
        int index = Arrays.binarySearch(values, value);
        return index < 0 ? null : names[index];
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
