package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.runtime.internal.decode.ValueLayout.ArrayLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.TextLayout;
import io.eunomia.runtime.internal.evidence.InferredField;
import io.eunomia.runtime.internal.evidence.RecordEvidence.InferredRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A layout of fields that programs were seen to write. Their types are guessed from sizes and names. */
final class InferredLayout {
    private static final Set<String> SIGNED = Set.of("ret", "retval", "result", "err", "error", "errno", "fd", "dfd",
            "exit_code", "oldstate", "newstate", "prio", "nice");
    private static final Set<String> TEXT = Set.of("comm", "task", "name", "fname", "filename", "path", "pathname",
            "cmd", "args", "fs", "disk", "host");

    private InferredLayout() {
    }

    /** @param btf where an enum of a field's name may tell what its values are called */
    static StructLayout of(InferredRecord record, Optional<Btf> btf) {
        List<Slot> slots = record.fields().stream().map(field -> slot(field, btf)).toList();
        String name = record.variable().isEmpty() ? "record" : record.variable();
        return new StructLayout(name, record.size(), slots, new int[0], record.size());
    }

    private static Slot slot(InferredField field, Optional<Btf> btf) {
        ValueLayout one = enumeration(field, btf).orElseGet(() -> value(field));
        ValueLayout layout = field.count() == 1 ? one : new ArrayLayout(one, field.count());
        return new Slot(field.name(), 8 * field.offset(), 0, layout, typeName(field, one), List.of(), 0);
    }

    private static Optional<ValueLayout> enumeration(InferredField field, Optional<Btf> btf) {
        return btf.flatMap(types -> types.find(field.name(), EnumType.class))
                .filter(type -> type.size() == field.size()).map(LayoutBuilder::enumeration);
    }

    private static ValueLayout value(InferredField field) {
        String simple = field.name().substring(field.name().lastIndexOf('.') + 1);
        int size = field.size();
        if (field.text() || size > 8 && TEXT.contains(simple)) {
            return new TextLayout(size);
        }
        boolean number = size == 1 || size == 2 || size == 4 || size == 8;
        return number ? new IntegerLayout(size, SIGNED.contains(simple)) : new BlobLayout(size);
    }

    private static String typeName(InferredField field, ValueLayout one) {
        String name;
        if (one instanceof IntegerLayout integer) {
            name = (integer.signed() ? "s" : "u") + 8 * integer.size();
        } else if (one instanceof EnumLayout) {
            name = "enum " + field.name();
        } else {
            name = (one instanceof TextLayout ? "char[" : "u8[") + field.size() + ']';
        }
        return field.count() == 1 ? name : name + '[' + field.count() + ']';
    }
}
