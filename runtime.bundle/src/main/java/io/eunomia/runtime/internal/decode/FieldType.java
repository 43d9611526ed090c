package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.ValueLayout.ArrayLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BoolLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.CompositeLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.FloatLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.PointerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.ReadTimeLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.TextLayout;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which values a field can have, for comparing with it. Immutable.
 *
 * @param bits of a number or address; of a bit-field fewer than its type has
 * @param signed whether the number has a sign
 * @param show label of its show rule, empty for none
 * @param enumerators values by name, of an enum that is shown as such
 * @param room bytes of a text or of raw bytes, 0 where nothing bounds them
 * @param whole whether raw bytes are always shown to the last
 * @param element of an array, an array itself where it has further dimensions; else null
 * @param members of a struct in an array
 */
public record FieldType(Kind kind, int bits, boolean signed, String show, Map<String, Long> enumerators, int room,
        boolean whole, FieldType element, List<Member> members) {

    /** The members of a struct, in the order in which they are shown. */
    public record Member(String name, FieldType type) {
    }

    private FieldType(Kind kind, int bits, boolean signed, String show, Map<String, Long> enumerators, int room,
            boolean whole, FieldType element) {
        this(kind, bits, signed, show, enumerators, room, whole, element, List.of());
    }

    /** WIDE are integers of 128 bits; OTHER is shown as JSON alone. */
    public enum Kind {
        BOOL, NUMBER, ENUM, FLOAT, TIME, TEXT, ADDRESS, BYTES, WIDE, ARRAY, OTHER
    }

    static FieldType of(Slot slot, ShowRule show, boolean told) {
        if (show.address()) {
            return of(Kind.ADDRESS, show == ShowRule.IPV4_BE ? 32 : 128, false, show.label());
        }
        if (show.stack()) {
            return of(Kind.TEXT, 0, false, show.label());
        }
        if (show != ShowRule.NONE && slot.layout() instanceof ArrayLayout array) {
            return new FieldType(Kind.ARRAY, 0, false, "", Map.of(), array.count(), false, of(Kind.NUMBER, Long.SIZE, false, show.label()));
        }
        FieldType plain = of(slot.layout(), slot.bitfieldSize(), told);
        if (show == ShowRule.NONE || plain.kind != Kind.NUMBER && plain.kind != Kind.ENUM) {
            return plain;
        }
        if (show == ShowRule.PORT_BE) {
            return of(Kind.NUMBER, Short.SIZE, false, show.label());
        }
        return of(show.time() ? Kind.TIME : Kind.NUMBER, plain.bits, plain.signed, show.label());
    }

    private static FieldType of(Kind kind, int bits, boolean signed, String show) {
        return new FieldType(kind, bits, signed, show, Map.of(), 0, false, null);
    }

    private static FieldType of(ValueLayout layout, int bitfieldSize, boolean told) {
        int bits = bitfieldSize != 0 ? bitfieldSize : 8 * layout.size();
        if (layout instanceof BoolLayout) {
            return of(Kind.BOOL, bits, false, "");
        }
        if (layout instanceof IntegerLayout integer) {
            return of(integer.size() == 16 && bitfieldSize == 0 ? Kind.WIDE : Kind.NUMBER, bits, integer.signed(), "");
        }
        if (layout instanceof EnumLayout names) {
            Map<String, Long> enumerators = new LinkedHashMap<>();
            names.names().forEach(one -> enumerators.putIfAbsent(one.name(), one.value()));
            return new FieldType(Kind.ENUM, bits, names.signed(), "", enumerators, 0, false, null);
        }
        if (layout instanceof PointerLayout) {
            return of(Kind.NUMBER, Long.SIZE, false, ShowRule.HEX64.label());
        }
        if (layout instanceof ReadTimeLayout) {
            return of(Kind.TIME, Long.SIZE, true, "");
        }
        if (layout instanceof FloatLayout && layout.size() <= Double.BYTES) {
            return of(Kind.FLOAT, bits, true, "");
        }
        return compound(layout, told);
    }

    private static FieldType compound(ValueLayout layout, boolean told) {
        if (layout instanceof TextLayout) {
            return new FieldType(Kind.TEXT, 0, false, "", Map.of(), layout.size(), false, null);
        }
        if (layout instanceof ArrayLayout array && array.element().size() > 0) {
            return new FieldType(Kind.ARRAY, 0, false, "", Map.of(), array.count(), false,
                    of(array.element(), 0, false));
        }
        if (layout instanceof CompositeLayout composite) {
            List<Slot> slots = composite.members();
            return new FieldType(Kind.OTHER, 0, false, "", Map.of(), 0, false, null, slots.stream().map(one -> new Member(one.name(),
                    of(one, ShowRules.inside(one, slots).show(), false))).toList());
        }
        if (layout.size() == 0 && !(layout instanceof BlobLayout)) {
            return of(Kind.OTHER, 0, false, "");
        }
        return new FieldType(Kind.BYTES, 0, false, "", Map.of(), layout.size(), layout.size() > 0 && !told, null);
    }

    /** Returns the type of a value that is compared as it is shown. */
    public static FieldType shown() {
        return of(Kind.OTHER, 0, false, "");
    }

    /** Returns the type of a text that nothing bounds. */
    static FieldType text() {
        return of(Kind.TEXT, 0, false, "");
    }

    /** Returns the type of an array's innermost elements, whatever its dimensions; of anything else itself. */
    public FieldType innermost() {
        return kind == Kind.ARRAY ? element.innermost() : this;
    }

    public BigInteger least() {
        return signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
    }

    public BigInteger most() {
        return BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
    }

    /** Tells whether it is shown by its decimal digits and nothing else. */
    public boolean digits() {
        return switch (show) {
            case "", "pid", "tid", "uid", "gid", "cgroup_id", "namespace", "inode", "port", "port_be" ->
                kind == Kind.NUMBER;
            default -> false;
        };
    }

    /** Tells whether 0 is shown as nothing. */
    public boolean mayBeUnset() {
        return kind == Kind.TIME || show.equals("signal");
    }
}
