package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.runtime.internal.decode.ValueLayout.ArrayLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.TextLayout;
import io.eunomia.runtime.internal.evidence.InferredField;
import io.eunomia.runtime.internal.evidence.InferredField.Content;
import io.eunomia.runtime.internal.evidence.RecordEvidence.InferredRecord;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A layout of fields that programs were seen to write. What the code does not tell of a type is not shown as known. */
final class InferredLayout {
    /** Results and folders' descriptors, which may be AT_FDCWD: C has them as {@code int} or {@code long}, since they may be errors. */
    private static final Set<String> SIGNED = Set.of("ret", "retval", "result", "err", "errno", "dfd", "dirfd");
    /** Displays that mean the same whether the number has a sign or not. */
    private static final Set<Display> SIGNLESS = EnumSet.of(Display.PID, Display.TID, Display.UID, Display.GID,
            Display.PORT, Display.FAMILY, Display.TCP_STATE, Display.SIGNAL, Display.IPV4_BE, Display.HEX64,
            Display.OPEN_FLAGS);

    private InferredLayout() {
    }

    /** @param btf where an enum of a field's name may tell what its values are called */
    static StructLayout of(InferredRecord record, Optional<Btf> btf) {
        List<Slot> plain = record.fields().stream().map(field -> slot(field, btf)).toList();
        List<Slot> slots = record.fields().stream().map(field -> shown(field, plain.get(record.fields().indexOf(field)),
                plain)).toList();
        String name = !record.kinds().isEmpty() ? String.join(" or ", record.kinds())
                : record.variable().isEmpty() ? "record" : record.variable();
        return new StructLayout(name, record.size(), slots, new int[0], record.size());
    }

    /** Numbers of unknown sign are hexadecimal, unless they are nothing one would do sums with. */
    private static Slot shown(InferredField field, Slot slot, List<Slot> all) {
        boolean open = field.content() == Content.NUMBER && slot.layout() instanceof IntegerLayout integer
                && !integer.signed() && !SIGNLESS.contains(DisplayRules.choose(slot, all).display());
        return open ? new Slot(slot.name(), slot.bitOffset(), 0, slot.layout(), slot.typeName(),
                List.of("eu_hex" + 8 * field.size() + "_t"), slot.union()) : slot;
    }

    private static Slot slot(InferredField field, Optional<Btf> btf) {
        ValueLayout one = enumeration(field, btf).orElseGet(() -> value(field));
        ValueLayout layout = field.count() == 1 ? one : elements(one, field);
        return new Slot(field.name(), 8 * field.offset(), 0, layout, typeName(layout, field), List.of(), field.union());
    }

    private static ValueLayout elements(ValueLayout one, InferredField field) {
        return field.content() == Content.NUMBER ? new BlobLayout(field.size() * field.count())
                : new ArrayLayout(one, field.count());
    }

    private static Optional<ValueLayout> enumeration(InferredField field, Optional<Btf> btf) {
        return btf.flatMap(types -> types.find(field.name(), EnumType.class))
                .filter(type -> type.size() == field.size()).map(LayoutBuilder::enumeration);
    }

    private static ValueLayout value(InferredField field) {
        int size = field.size();
        return switch (field.content()) {
            case TEXT -> new TextLayout(size);
            case BYTES -> new BlobLayout(size);
            default -> new IntegerLayout(size, signed(field));
        };
    }

    private static boolean signed(InferredField field) {
        String simple = field.name().substring(field.name().lastIndexOf('.') + 1);
        return field.content() == Content.SIGNED || field.size() >= 4 && SIGNED.contains(simple);
    }

    private static String typeName(ValueLayout layout, InferredField field) {
        if (layout instanceof ArrayLayout array) {
            return typeName(array.element(), field) + '[' + array.count() + ']';
        }
        if (layout instanceof IntegerLayout integer) {
            return integer.signed() ? "s" + 8 * integer.size()
                    : field.content() == Content.UNSIGNED ? "u" + 8 * integer.size() : integer.size() + " bytes";
        }
        return layout instanceof EnumLayout ? "enum " + field.name()
                : (layout instanceof TextLayout ? "char[" : "u8[") + layout.size() + ']';
    }
}
