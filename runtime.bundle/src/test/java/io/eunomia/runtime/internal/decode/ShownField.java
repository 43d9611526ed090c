package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a user sees of a field, and where it lies.
 *
 * @param offset in bytes from the record's start
 * @param size in bytes
 * @param display its label; empty for none
 */
record ShownField(int index, String name, int offset, int size, FieldKind kind, String display) {
    /** Names that say where bytes are and no more. */
    private static final Pattern NEUTRAL = Pattern.compile("(?:bytes|at)_\\d+");
    /** Displays under which a number looks as it does under none. */
    private static final Set<String> PLAIN = Set.of("", "pid", "tid", "uid", "gid", "cgroup_id", "namespace", "inode");
    private static final Set<FieldKind> NUMBERS = Set.of(FieldKind.UNSIGNED, FieldKind.SIGNED, FieldKind.ENUM,
            FieldKind.BOOL);

    static List<ShownField> of(CompiledSchema schema) {
        return schema.fields().stream().map(field -> of(field, schema.readers()[field.index()])).toList();
    }

    private static ShownField of(Field field, FieldReader reader) {
        return new ShownField(field.index(), field.name(), reader.offset, reader.size, field.kind(), field.display());
    }

    boolean neutral() {
        return NEUTRAL.matcher(name).matches() || name.equals("data") && size == 0;
    }

    boolean samePlace(ShownField other) {
        return name.equals(other.name) && offset == other.offset && size == other.size;
    }

    boolean same(ShownField other) {
        return samePlace(other) && kind == other.kind && display.equals(other.display);
    }

    /** Whether everything that this says of the bytes is what {@code truth} says: it may say less. */
    boolean agreesWith(ShownField truth) {
        boolean raw = kind == FieldKind.BYTES || display.startsWith("hex") && NUMBERS.contains(truth.kind);
        // The kernel's process ids are far below where a sign would show.
        boolean process = kind == FieldKind.UNSIGNED && truth.kind == FieldKind.SIGNED
                && (display.equals("pid") || display.equals("tid")) && PLAIN.contains(truth.display);
        boolean sameKind = kind == truth.kind || process
                || kind == FieldKind.UNSIGNED && (truth.kind == FieldKind.ENUM || truth.kind == FieldKind.BOOL);
        return raw || sameKind && (display.equals(truth.display) || PLAIN.contains(display));
    }

    Stream<Integer> places() {
        return Stream.iterate(offset, at -> at < offset + size, at -> at + 1);
    }

    @Override
    public String toString() {
        return name + " at " + offset + ", " + size + " bytes, " + kind + (display.isEmpty() ? "" : " as " + display);
    }
}
