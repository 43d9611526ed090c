package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts a table's rows by the sum of some fields, the greatest first. Sums are exact, with each field's own sign, however
 * large they are; with a decimal among the fields they are decimals.
 */
final class RowOrder {
    private final RecordView view;
    private final int[] fields;
    private final boolean[] unsigned;
    private final boolean decimal;

    RowOrder(CompiledSchema schema, int[] fields) {
        this.view = schema.newView();
        this.fields = fields.clone();
        this.unsigned = new boolean[fields.length];
        boolean anyDecimal = false;
        for (int i = 0; i < fields.length; i++) {
            unsigned[i] = !schema.type(fields[i]).signed();
            anyDecimal |= schema.fields().get(fields[i]).kind() == FieldKind.FLOAT;
        }
        this.decimal = anyDecimal;
    }

    /** Bits 64 and up of a sum, its lower 64 bits, and the sum as a decimal. */
    private record Weighed(ByteBuffer row, long high, long low, double decimal) {
    }

    /** @return the rows in order */
    List<ByteBuffer> sorted(List<ByteBuffer> rows) {
        Comparator<Weighed> order = decimal ? Comparator.comparingDouble(Weighed::decimal)
                : Comparator.comparingLong(Weighed::high).thenComparing(Weighed::low, Long::compareUnsigned);
        return rows.stream().map(this::weighed).sorted(order.reversed()).map(Weighed::row).toList();
    }

    private Weighed weighed(ByteBuffer row) {
        RecordView at = view.at(row, 0, row.limit(), 0, 0);
        long high = 0;
        long low = 0;
        double sum = 0;
        for (int i = 0; i < fields.length; i++) {
            if (decimal) {
                sum += value(at, i);
                continue;
            }
            long value = at.number(fields[i]);
            low += value;
            high += (Long.compareUnsigned(low, value) < 0 ? 1 : 0) + (unsigned[i] ? 0 : value >> 63);
        }
        return new Weighed(row, high, low, sum);
    }

    private double value(RecordView at, int i) {
        double value = at.floating(fields[i]);
        // An unsigned number of 64 bits is read as if it were signed.
        return value < 0 && unsigned[i] ? value + 0x1p64 : value;
    }
}
