package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.runtime.internal.decode.ValueLayout.ArrayLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.TextLayout;
import io.eunomia.runtime.internal.inference.InferredField;
import io.eunomia.runtime.internal.inference.InferredField.Content;
import io.eunomia.runtime.internal.inference.RecordInference.InferredRecord;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes a layout of fields that programs were seen to write. It claims no more of a type than the code shows. */
final class InferredLayout {
    /** Show rules of values that have no sign, whatever type holds them. */
    private static final Set<ShowRule> SIGNLESS = EnumSet.of(ShowRule.UID, ShowRule.GID, ShowRule.FAMILY, ShowRule.TCP_STATE,
            ShowRule.SIGNAL, ShowRule.IPV4_BE, ShowRule.PORT_BE, ShowRule.HEX64, ShowRule.OPEN_FLAGS);
    /**
     * Ids for which programs may also pass -1 to a system call: they count as having no sign where they were not cut from
     * an argument.
     */
    private static final Set<ShowRule> IDS = EnumSet.of(ShowRule.PID, ShowRule.TID);

    private InferredLayout() {
    }

    /**
     * Makes the layout.
     *
     * @param btf where an enum of a field's name may tell what its values are called
     * @param ordered adds what is known of the order of bytes
     */
    static StructLayout of(InferredRecord record, Optional<Btf> btf, UnaryOperator<StructLayout> ordered) {
        List<Slot> plain = ordered.apply(new StructLayout("", record.size(), record.fields().stream()
                .map(field -> slot(field, btf)).toList(), new int[0], record.size())).slots();
        List<Slot> slots = record.fields().stream().map(field -> shown(field, plain.get(record.fields().indexOf(field)),
                plain)).toList();
        String name = !record.kinds().isEmpty() ? String.join(" or ", record.kinds())
                : record.variable().isEmpty() ? "record" : record.variable();
        return new StructLayout(name, record.size(), slots, new int[0], record.size());
    }

    /**
     * Chooses how a field is shown. Numbers of unknown sign are shown as hexadecimal, unless nobody would calculate with
     * them.
     */
    private static Slot shown(InferredField field, Slot slot, List<Slot> all) {
        boolean number = field.content().open() && slot.layout() instanceof IntegerLayout integer
                && !integer.signed();
        ShowRule show = number ? ShowRules.choose(slot, all).show() : ShowRule.NONE;
        boolean port = field.size() == 2 && slot.simpleName().endsWith("port");
        boolean open = number && !port && !SIGNLESS.contains(show) && !(IDS.contains(show) && field.content() == Content.NUMBER);
        return open ? new Slot(slot.name(), slot.bitOffset(), 0, slot.layout(), slot.typeName(),
                List.of("eu_hex" + 8 * field.size() + "_t"), slot.union()) : slot;
    }

    private static Slot slot(InferredField field, Optional<Btf> btf) {
        ValueLayout one = enumeration(field, btf).orElseGet(() -> value(field));
        ValueLayout layout = field.count() == 1 ? one : elements(one, field);
        return new Slot(field.name(), 8 * field.offset(), 0, layout, typeName(layout, field), List.of(), field.union());
    }

    private static ValueLayout elements(ValueLayout one, InferredField field) {
        return field.content().open() ? new BlobLayout(field.size() * field.count())
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
            default -> new IntegerLayout(size, field.content() == Content.SIGNED);
        };
    }

    private static String typeName(ValueLayout layout, InferredField field) {
        if (layout instanceof ArrayLayout array) {
            return array.element() instanceof TextLayout text ? "char[" + array.count() + "][" + text.size() + ']'
                    : typeName(array.element(), field) + '[' + array.count() + ']';
        }
        if (layout instanceof IntegerLayout integer) {
            return integer.signed() ? "s" + 8 * integer.size()
                    : field.content() == Content.UNSIGNED ? "u" + 8 * integer.size() : integer.size() + " bytes";
        }
        return layout instanceof EnumLayout ? "enum " + field.name()
                : (layout instanceof TextLayout ? "char[" : "u8[") + layout.size() + ']';
    }
}
