package io.eunomia.runtime.internal.enrich;

import io.eunomia.runtime.enrich.Addition;
import io.eunomia.runtime.enrich.Key;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.AddedValue;
import io.eunomia.runtime.internal.decode.AddedValues;
import io.eunomia.runtime.internal.decode.RecordView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Finds what one addition adds to events of one stream, for one tracker's readers. */
final class LookUps implements AddedValues {
    private static final Set<FieldKind> NUMBERS = Set.of(FieldKind.BOOL, FieldKind.SIGNED, FieldKind.UNSIGNED, FieldKind.ENUM);
    /** The most of a key that is looked at: longer texts are not known. */
    private static final int MOST_KEY_BYTES = 1024;

    private final EnricherService enricher;
    private final Addition addition;
    private final FoundTable table;
    private final EnrichmentCounts.Count count;
    private final int[] key;
    private final boolean[] numbers;
    private final AddedValue[] unknown;

    LookUps(EnricherService enricher, Addition addition, EnrichmentCounts counts) {
        this.enricher = enricher;
        this.addition = addition;
        table = enricher.table(addition);
        count = counts.of(enricher.name());
        key = addition.key().stream().mapToInt(Field::index).toArray();
        numbers = new boolean[key.length];
        for (int i = 0; i < key.length; i++) {
            numbers[i] = NUMBERS.contains(addition.key().get(i).kind());
        }
        unknown = new AddedValue[addition.fields().size()];
        Arrays.fill(unknown, AddedValue.UNKNOWN);
    }

    @Override
    public AddedValue[] of(RecordView record) {
        Utf8Sink bytes = record.scratch();
        for (int i = 0; i < key.length; i++) {
            append(record, key[i], numbers[i], bytes);
        }
        if (bytes.length() > MOST_KEY_BYTES || enricher.isGone()) {
            count.unknown();
            return unknown;
        }
        int hash = FoundTable.hash(bytes.array(), bytes.length());
        Found found = table.find(bytes.array(), bytes.length(), hash);
        AddedValue[] values = found == null || found.isOver(System.nanoTime()) ? null : found.values();
        if (values == null) {
            values = awaited(record, bytes, hash);
            if (values == null) {
                count.late();
                return unknown;
            }
        }
        for (AddedValue value : values) {
            if (!value.known()) {
                count.unknown();
                break;
            }
        }
        return values;
    }

    private static void append(RecordView record, int field, boolean number, Utf8Sink out) {
        if (!number) {
            record.appendText(field, out);
            out.put(0);
            return;
        }
        long value = record.number(field);
        byte[] bytes = out.room(Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[out.length() + i] = (byte) (value >>> 8 * i);
        }
        out.advance(Long.BYTES);
    }

    /** Looks a key up for the first time, or for the first time after its answer was over. */
    private AddedValue[] awaited(RecordView record, Utf8Sink bytes, int hash) {
        FoundTable.Placed placed = table.put(bytes.array(), bytes.length(), hash, System.nanoTime());
        Found found = placed.entry();
        if (found == null) {
            return null;
        }
        if (placed.added() && !enricher.ask(addition, key(record), found)) {
            table.remove(found, hash);
            // Somebody may wait for it already.
            found.answer(unknown, System.nanoTime());
            return null;
        }
        AddedValue[] values = found.values();
        if (values == null && !enricher.isOverdue()) {
            values = found.await(record.waitUntil(EnricherService.PATIENCE_NANOS) - System.nanoTime());
            if (values == null) {
                enricher.overdue(found);
            }
        }
        return values;
    }

    private Key key(RecordView record) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < key.length; i++) {
            values.add(numbers[i] ? (Object) record.number(key[i]) : record.text(key[i]));
        }
        return new Key(values);
    }
}
