package io.eunomia.runtime.internal.argument;

import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.IntType;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the values of one argument, by the type that the package declares or else by that of its global. A global that is
 * an array takes a list, whose elements are of the declared type.
 */
public final class ArgumentReader {
    private static final String ENUM = "enum:";

    private final Optional<Btf> btf;
    private final ArgumentSpec spec;
    private final Optional<GlobalVariable> global;

    /** Makes a reader. @param global what the argument sets; empty for one that only feeds references */
    public ArgumentReader(Optional<Btf> btf, ArgumentSpec spec, Optional<GlobalVariable> global) {
        this.btf = btf;
        this.spec = spec;
        this.global = global;
    }

    /** Reads a value. @throws BadValue naming what is expected */
    public Object read(String text) {
        if (RawBytes.is(text) && global.isPresent() && (spec.type().isEmpty() || list())) {
            return new ValueReader(btf.orElseThrow()).read(global.get().typeId(), text);
        }
        if (ownType()) {
            return global.isPresent() && btf.isPresent() ? new ValueReader(btf.get()).read(global.get().typeId(), text)
                    : text;
        }
        ScalarReader declared = declared();
        if (!list()) {
            return declared.read("", text);
        }
        List<Object> values = new ArrayList<>();
        for (Object element : ListText.elements("", text, spec.type() + "[]", "[1,2]")) {
            values.add(declared.read("[" + values.size() + ']', ListText.text(element)));
        }
        return values;
    }

    /**
     * Tells whether the global's own type decides: a declared string goes into a char array, whose own rules hold, and an
     * enum that BTF lacks tells nothing.
     */
    private boolean ownType() {
        return spec.type().isEmpty() || spec.type().equals("string") || spec.type().startsWith(ENUM) && enumeration().isEmpty();
    }

    private Optional<EnumType> enumeration() {
        return btf.flatMap(types -> types.find(spec.type().substring(ENUM.length()), EnumType.class));
    }

    /** Tells whether the global is an array of something else than bytes or characters. */
    private boolean list() {
        return global.isPresent() && btf.isPresent()
                && btf.get().resolve(global.get().typeId()) instanceof ArrayType array
                && !(btf.get().resolve(array.typeId()) instanceof IntType one && one.size() == 1 && !one.bool());
    }

    private ScalarReader declared() {
        String type = spec.type();
        if (type.startsWith(ENUM)) {
            return ScalarReader.enumerator(enumeration().orElseThrow(), "enum " + type.substring(ENUM.length()));
        }
        return switch (type) {
            case "bool" -> ScalarReader.bool();
            case "duration" -> (path, text) -> duration(type, path, text);
            case "bytes" -> new NumberText(type, Long.SIZE - 1, false, "bytes")::parse;
            case "f32" -> ScalarReader.decimal(Float.BYTES, type);
            case "f64" -> ScalarReader.decimal(Double.BYTES, type);
            default -> new NumberText(type, Integer.parseInt(type.substring(1)), type.charAt(0) != 'u', show())::parse;
        };
    }

    /** Returns how values of the global are shown, as far as its typedef says so. */
    private String show() {
        return global.isPresent() && btf.isPresent() ? new ValueReader(btf.get()).show(global.get().typeId()) : "";
    }

    private static Object duration(String type, String path, String text) {
        try {
            return new NumberText(type, Long.SIZE - 1, false, "duration_ns").parse(path, text);
        } catch (BadValue e) {
            throw new BadValue(path, text, "a duration of less than 292 years", "3s, 100ms or 1m30s");
        }
    }

    /** Tells whether every number of the value lies within the declared bounds. */
    public boolean inRange(Object value) {
        return (spec.minimum().isEmpty() || compared(value, bound(spec.minimum()), 1))
                && (spec.maximum().isEmpty() || compared(value, bound(spec.maximum()), -1));
    }

    /** Reads a bound; a bound of a list is a bound of its elements. */
    private Object bound(String text) {
        Object bound = read(text);
        return bound instanceof List<?> list && list.size() == 1 ? list.get(0) : bound;
    }

    private static boolean compared(Object value, Object bound, int sign) {
        if (value instanceof List<?> values) {
            return values.stream().allMatch(one -> compared(one, bound, sign));
        }
        if (!(value instanceof Number) || !(bound instanceof Number)) {
            return true;
        }
        if (value instanceof Double special) {
            // Only infinity and NaN are read as doubles.
            return special * sign > 0;
        }
        return new BigDecimal(value.toString()).compareTo(new BigDecimal(bound.toString())) * sign >= 0;
    }
}
