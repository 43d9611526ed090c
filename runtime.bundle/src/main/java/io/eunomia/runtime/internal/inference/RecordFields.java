package io.eunomia.runtime.internal.inference;

import io.eunomia.runtime.internal.inference.FieldMaker.Made;
import io.eunomia.runtime.internal.inference.Seen.Shape;
import io.eunomia.runtime.internal.inference.code.Write;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Lays a record out: fields side by side, unions where members share bytes, and the bytes that have no name. */
final class RecordFields {
    private static final Map<String, String> PAIRS = Map.of("saddr", "daddr", "laddr", "raddr", "src_ip", "dst_ip",
            "saddr_v4", "daddr_v4", "saddr_v6", "daddr_v6", "src_addr", "dst_addr", "local_addr", "remote_addr");

    private final int size;
    private final boolean lost;
    private final List<Made> made = new ArrayList<>();
    private final List<Seen> unnamed = new ArrayList<>();
    private final List<InferredField> fields = new ArrayList<>();
    private final BitSet unknown = new BitSet();

    /** Lays a record out. @param lost whether the record is also written at places that are not known */
    RecordFields(List<Seen> all, int size, boolean lost, FieldMaker maker) {
        this.size = size;
        this.lost = lost;
        Map<String, List<Seen>> byName = new LinkedHashMap<>();
        for (Seen one : all) {
            if (one.named()) {
                byName.computeIfAbsent(one.name(), name -> new ArrayList<>()).add(one);
            } else {
                unnamed.add(one);
            }
        }
        byName.forEach((name, seen) -> maker.make(name, seen).filter(one -> one.field().end() <= size)
                .ifPresentOrElse(made::add, () -> unnamed.addAll(seen)));
        made.sort(Comparator.comparingInt((Made one) -> one.field().offset()).thenComparingInt(one -> -one.field().end())
                .thenComparing(one -> one.field().name()));
        made.forEach(this::bounded);
        pairs();
        fields.sort(Comparator.comparingInt(InferredField::offset).thenComparingInt(one -> -one.end()));
        unions(fields);
        rest();
        fields.sort(Comparator.comparingInt(InferredField::offset));
    }

    List<InferredField> fields() {
        return fields;
    }

    /** Returns the bytes of the record that no named field covers, without padding. */
    BitSet unknown() {
        return unknown;
    }

    /** Ends a field at the next one where its own size is not certain. */
    private void bounded(Made one) {
        InferredField field = one.field();
        if (one.atMost() && unnamed.stream().anyMatch(other -> other.kind() == Write.Kind.STORE
                && other.offset() <= field.offset() && other.end() > field.offset())) {
            // The named constants may not be all that is written there.
            unnamed.add(new Seen("", field.offset(), field.size(), 0, Shape.NOTHING, null, null, ""));
        } else if (one.atMost()) {
            fields.add(field.resized(upToNext(field), 1));
        } else if (one.open()) {
            open(field, one.source(), one.rows());
        } else {
            fields.add(field);
        }
    }

    private int upToNext(InferredField field) {
        int next = next(field.offset());
        int width = field.size();
        while (width > 1 && field.offset() + width > next) {
            width /= 2;
        }
        return width;
    }

    private int next(int offset) {
        return made.stream().mapToInt(other -> other.field().offset()).filter(start -> start > offset).min().orElse(size);
    }

    /** Extends an array up to the next field, because the code shows elements and not how many there are. */
    private void open(InferredField field, int source, boolean rows) {
        boolean single = !rows && field.count() == 1 && !field.content().number();
        int element = single ? 1 : field.size();
        int next = IntStream.concat(made.stream().mapToInt(other -> other.field().offset()),
                unnamed.stream().mapToInt(Seen::offset)).filter(start -> start >= field.end()).min().orElse(size);
        int alignment = made.stream().map(Made::field).filter(other -> next == size || other.offset() == next)
                .mapToInt(RecordFields::alignment).max().orElse(1);
        int gap = next - field.end();
        if (gap < element || single && gap < alignment) {
            fields.add(field);
        } else if (!single && source > 0 && next - field.offset() - source >= 0
                && next - field.offset() - source < alignment) {
            fields.add(field.resized(element, source / element));
        } else if (single || alignment <= element && gap % element == 0) {
            int bytes = next - field.offset();
            fields.add(single ? field.resized(bytes, 1) : field.resized(element, bytes / element));
        } else {
            // If the next field has a stricter alignment, padding cannot be told from elements.
            unnamed.add(new Seen("", field.offset(), next - field.offset(), 0, Shape.NOTHING, null, null, ""));
        }
    }

    private static int alignment(InferredField field) {
        return field.content().number() ? field.size() : 1;
    }

    /** Numbers the groups of fields that share bytes. */
    static void unions(List<InferredField> fields) {
        int number = 0;
        int end = 0;
        int first = 0;
        for (int i = 0; i < fields.size(); i++) {
            InferredField field = fields.get(i);
            if (field.offset() >= end) {
                first = i;
                end = field.end();
                continue;
            }
            if (fields.get(first).union() == 0) {
                number++;
                fields.set(first, fields.get(first).inUnion(number));
            }
            for (int j = first; j <= i; j++) {
                fields.set(j, fields.get(j).inUnion(number));
            }
            end = Math.max(end, field.end());
        }
    }

    /** Adds the second of a pair of addresses: a helper copies it right behind the first, with the same length. */
    private void pairs() {
        for (InferredField field : List.copyOf(fields)) {
            String other = PAIRS.get(field.name());
            int length = field.end() - field.offset();
            boolean copied = other != null && unnamed.stream().anyMatch(one -> one.offset() == field.end()
                    && one.kind() != null && one.kind() != Write.Kind.STORE && one.size() <= length);
            boolean free = fields.stream().noneMatch(one -> one.offset() < field.end() + length
                    && one.end() > field.end() || one.name().equals(other));
            if (copied && free && field.end() + length <= size) {
                fields.add(new InferredField(other, field.end(), field.size(), field.count(), field.content(), 0, 0));
            }
        }
    }

    /** Adds the bytes that something is written to under no name. */
    private void rest() {
        BitSet covered = new BitSet();
        fields.forEach(field -> covered.set(field.offset(), field.end()));
        members();
        BitSet written = new BitSet();
        unnamed.forEach(one -> written.set(one.offset(), Math.min(size, Math.max(one.offset() + 1, one.end()))));
        int at = covered.nextClearBit(0);
        while (at < size) {
            int end = covered.nextSetBit(at);
            end = end < 0 ? size : end;
            gap(at, end, written);
            at = covered.nextClearBit(end);
        }
    }

    /** Adds unnamed members of a union: their bytes are not those of the members with names. */
    private void members() {
        for (Seen one : unnamed) {
            int union = fields.stream().filter(field -> field.offset() < one.end() && one.offset() < field.end())
                    .mapToInt(InferredField::union).max().orElse(0);
            boolean told = fields.stream().anyMatch(field -> field.offset() == one.offset() && field.named()
                    || field.offset() == one.offset() && field.end() == one.end());
            boolean inside = fields.stream().anyMatch(field -> field.offset() <= one.offset() && field.end() >= one.end()
                    && field.content().number());
            if (union > 0 && !told && inside) {
                fields.add(InferredField.bytes(one.offset(), one.size(), union));
            }
        }
    }

    private void gap(int from, int to, BitSet written) {
        boolean touched = written.nextSetBit(from) >= 0 && written.nextSetBit(from) < to;
        if (!touched && padding(from, to)) {
            return;
        }
        unknown.set(from, to);
        if (touched || lost) {
            fields.add(InferredField.bytes(from, to - from, 0));
        }
    }

    /** Tells whether the alignment of what follows explains that nothing is there. */
    private boolean padding(int from, int to) {
        int alignment = fields.stream().filter(field -> to == size || field.offset() == to)
                .mapToInt(RecordFields::alignment).max().orElse(1);
        return to - from < alignment;
    }
}
