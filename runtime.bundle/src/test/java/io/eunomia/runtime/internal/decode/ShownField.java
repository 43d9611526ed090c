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
 * @param bits whether it is a bit-field, of which other bits of these bytes are no part
 * @param show its label; empty for none
 * @param typeName what its type is called
 */
record ShownField(int index, String name, int offset, int size, boolean bits, FieldKind kind, String show,
        String typeName) {
    /** Names that say where bytes are and no more. */
    private static final Pattern NEUTRAL = Pattern.compile("(?:bytes|at)_\\d+");
    /** Show rules under which a number looks as it does under none. */
    private static final Set<String> PLAIN = Set.of("", "pid", "tid", "uid", "gid", "cgroup_id", "namespace", "inode");
    /** Show rules that mean the same whether the number has a sign or not. */
    private static final Set<String> SIGNLESS = Set.of("pid", "tid", "uid", "gid", "port", "family", "tcp_state",
            "signal", "open_flags", "hex64");
    /** The type of a number of which no sign is claimed. */
    private static final Pattern WIDTH = Pattern.compile("\\d+ bytes(?:\\[\\d+])?");
    private static final Set<FieldKind> NUMBERS = Set.of(FieldKind.UNSIGNED, FieldKind.SIGNED, FieldKind.ENUM,
            FieldKind.BOOL);

    static List<ShownField> of(CompiledSchema schema) {
        return schema.fields().stream().map(field -> of(field, schema.readers()[field.index()])).toList();
    }

    private static ShownField of(Field field, FieldReader reader) {
        return new ShownField(field.index(), field.name(), reader.offset, reader.size, reader instanceof BitFieldReader,
                field.kind(), field.show(), field.typeName());
    }

    boolean neutral() {
        return NEUTRAL.matcher(name).matches() || name.equals("data") && size == 0;
    }

    boolean samePlace(ShownField other) {
        // Where no type is claimed, fewer bytes may be shown: those that the program writes.
        boolean width = size == other.size || size < other.size && unclaimed() && NUMBERS.contains(other.kind);
        return name.equals(other.name) && offset == other.offset && width && bits == other.bits;
    }

    boolean same(ShownField other) {
        return samePlace(other) && kind == other.kind && show.equals(other.show);
    }

    /** Whether everything that this says of the bytes is what {@code truth} says: it may say less. */
    boolean agreesWith(ShownField truth) {
        boolean raw = kind == FieldKind.BYTES || show.startsWith("hex") && NUMBERS.contains(truth.kind);
        // Where no sign is claimed, the code shows that none can be seen: the number reads the same with and without.
        boolean unclaimed = unclaimed() && NUMBERS.contains(truth.kind);
        boolean meansTheSame = SIGNLESS.contains(show) && NUMBERS.contains(truth.kind)
                && (show.equals(truth.show) || PLAIN.contains(truth.show));
        // That a string is in bytes is known of the helper that wrote it, whatever the array's elements are called.
        boolean string = kind == FieldKind.TEXT && show.isEmpty() && truth.kind == FieldKind.BYTES;
        boolean sameKind = kind == truth.kind || unclaimed || meansTheSame || string
                || kind == FieldKind.UNSIGNED && (truth.kind == FieldKind.ENUM || truth.kind == FieldKind.BOOL);
        return raw || sameKind && (show.equals(truth.show) || PLAIN.contains(show));
    }

    private boolean unclaimed() {
        return WIDTH.matcher(typeName).matches();
    }

    Stream<Integer> places() {
        return Stream.iterate(offset, at -> at < offset + size, at -> at + 1);
    }

    @Override
    public String toString() {
        return name + " at " + offset + ", " + size + " bytes, " + kind + (show.isEmpty() ? "" : " as " + show);
    }
}
