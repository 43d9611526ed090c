package io.eunomia.runtime.internal.inference;

import io.eunomia.runtime.internal.inference.RecordInference.InferredRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Combines the fields of a ring's records. Where programs write records of several structs, nothing in a record tells of
 * which one it is: a field that all have in common keeps its name, every other is named after its struct, as members of a
 * union would be.
 */
final class RecordKinds {
    private final List<RecordWriter> kinds;
    private final int size;
    private final FieldMaker maker;

    /** Combines the kinds. @param kinds by {@link #of} @param size of the records in bytes */
    RecordKinds(List<RecordWriter> kinds, int size, FieldMaker maker) {
        this.kinds = kinds;
        this.size = size;
        this.maker = maker;
    }

    /** Puts together the writers whose records are of one struct. */
    static List<RecordWriter> of(List<RecordWriter> writers) {
        List<RecordWriter> kinds = new ArrayList<>();
        for (RecordWriter writer : writers) {
            RecordWriter all = writer;
            for (RecordWriter same : kinds.stream().filter(writer::sameKind).toList()) {
                kinds.remove(same);
                all = same.and(all);
            }
            kinds.add(all);
        }
        return kinds;
    }

    /** Returns the record; empty when records are of several structs and not even the name of one is known. */
    Optional<InferredRecord> record() {
        if (kinds.size() == 1) {
            RecordWriter one = kinds.get(0);
            RecordFields fields = fields(one);
            return Optional.of(new InferredRecord(variable(one), one.struct(), size, fields.fields(), fields.unknown(),
                    List.of()));
        }
        if (kinds.isEmpty() || kinds.stream().anyMatch(one -> one.struct().isEmpty())) {
            return Optional.empty();
        }
        List<RecordFields> all = kinds.stream().map(this::fields).toList();
        List<InferredField> fields = new ArrayList<>();
        BitSet unknown = new BitSet();
        for (int i = 0; i < all.size(); i++) {
            unknown.or(all.get(i).unknown());
            for (InferredField field : all.get(i).fields()) {
                boolean common = field.named() && all.stream().allMatch(other -> other.fields().contains(field));
                InferredField one = common ? field.inUnion(0)
                        : field.inUnion(0).named(kinds.get(i).struct() + '.' + field.name());
                if (!fields.contains(one)) {
                    fields.add(one);
                }
            }
        }
        fields.sort(Comparator.comparingInt(InferredField::offset).thenComparingInt(one -> -one.end()));
        RecordFields.unions(fields);
        return Optional.of(new InferredRecord("", "", size, fields, unknown,
                kinds.stream().map(RecordWriter::struct).toList()));
    }

    private RecordFields fields(RecordWriter writer) {
        return new RecordFields(writer.seen(), size, writer.lost(), maker);
    }

    private static String variable(RecordWriter writer) {
        return writer.variables().entrySet().stream().filter(each -> !each.getKey().isEmpty())
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey).orElse("");
    }
}
