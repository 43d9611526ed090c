package io.eunomia.runtime.internal.inference;

import io.eunomia.runtime.internal.inference.InferredField.Content;
import io.eunomia.runtime.internal.inference.Seen.Shape;
import io.eunomia.runtime.internal.inference.code.Facts;
import io.eunomia.runtime.internal.inference.code.Write;
import io.eunomia.runtime.internal.inference.source.AccessPath;
import io.eunomia.runtime.internal.inference.source.SourceTypes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes one field from all writes that were seen under its name. Writes that contradict each other make none. */
final class FieldMaker {
    private final SourceTypes types;

    /**
     * A field with what is not yet certain of it.
     *
     * @param atMost whether it may be smaller, down to the next field
     * @param open whether it may have more elements, up to the next field
     * @param source bytes of the array that its first element was read from, 0 for none; negative for an array of texts
     */
    record Made(InferredField field, boolean atMost, boolean open, int source) {

        /** Tells whether the elements that repeat when it is open are arrays of characters. */
        boolean rows() {
            return field.content() == Content.TEXT && source < 0;
        }
    }

    FieldMaker(SourceTypes types) {
        this.types = types;
    }

    Optional<Made> make(String name, List<Seen> all) {
        List<Seen> elements = all.stream().filter(one -> one.index() != AccessPath.NONE).toList();
        List<Seen> whole = all.stream().filter(one -> one.index() == AccessPath.NONE).toList();
        int bytes = whole.stream().filter(one -> one.shape() != Shape.SCALAR && one.shape() != Shape.AT_MOST)
                .mapToInt(Seen::size).max().orElse(-1);
        boolean text = all.stream().anyMatch(FieldMaker::isText);
        // A helper's text and single characters beside it, as in name[0] = 0, belong to one array.
        boolean characters = whole.stream().anyMatch(FieldMaker::isText)
                && elements.stream().allMatch(one -> one.size() == 1 && !isText(one));
        if (text && !elements.isEmpty() && !characters) {
            return texts(name, elements, bytes);
        }
        OptionalInt base = base(all);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        if (text) {
            return Optional.of(made(name, base.getAsInt(), Math.max(1, bytes), 1, Content.TEXT, 0,
                    bytes <= 0 || beginning(whole, bytes)));
        }
        if (whole.stream().anyMatch(one -> one.kind() == Write.Kind.STACK) && bytes % 8 == 0) {
            return Optional.of(made(name, base.getAsInt(), 8, Math.max(1, bytes / 8), Content.UNSIGNED, 0, bytes == 0));
        }
        if (!elements.isEmpty()) {
            return array(name, base.getAsInt(), elements, bytes);
        }
        return scalar(name, base.getAsInt(), whole, bytes);
    }

    private static boolean isText(Seen one) {
        return one.kind() == Write.Kind.TEXT || one.facts().text();
    }

    private static Made made(String name, int offset, int size, int count, Content content, int typeId, boolean open) {
        return new Made(new InferredField(name, offset, size, count, content, typeId, 0), false, open, 0);
    }

    /** Returns where the field starts, if all writes agree. */
    private static OptionalInt base(List<Seen> all) {
        TreeSet<Integer> bases = new TreeSet<>();
        TreeSet<Integer> anywhere = new TreeSet<>();
        for (Seen one : all) {
            if (one.index() == AccessPath.VARIABLE) {
                anywhere.add(one.offset());
            } else {
                bases.add(one.offset() - Math.max(0, one.index()) * one.size());
            }
        }
        if (bases.isEmpty()) {
            return OptionalInt.of(anywhere.first());
        }
        boolean agree = bases.size() == 1 && bases.first() >= 0 && (anywhere.isEmpty() || anywhere.first() >= bases.first());
        return agree ? OptionalInt.of(bases.first()) : OptionalInt.empty();
    }

    private Optional<Made> array(String name, int base, List<Seen> elements, int whole) {
        Set<Integer> sizes = elements.stream().map(Seen::size).collect(Collectors.toSet());
        if (sizes.size() != 1 || sizes.contains(0)) {
            return Optional.empty();
        }
        int size = sizes.iterator().next();
        int highest = elements.stream().mapToInt(Seen::index).max().orElse(0);
        int count = whole > 0 ? whole / size : Math.max(1, highest + 1);
        int copied = whole > 0 ? 0 : elements.stream().mapToInt(one -> types.arrayBytes(one.facts().typeId(), size)).max()
                .orElse(0);
        boolean counted = highest > 0 && elements.stream().noneMatch(one -> one.index() == AccessPath.VARIABLE);
        boolean open = whole <= 0;
        if (size == 1) {
            return Optional.of(new Made(new InferredField(name, base, count, 1,
                    types.text(join(elements).typeId()) ? Content.TEXT : Content.BYTES, 0, 0), false, open, copied));
        }
        Facts facts = join(elements);
        return Optional.of(new Made(new InferredField(name, base, size, count, content(facts, size), facts.typeId(), 0),
                false, open, counted ? count * size : copied));
    }

    private Optional<Made> scalar(String name, int base, List<Seen> whole, int bytes) {
        Set<Integer> exact = sizes(whole, Shape.SCALAR);
        Set<Integer> atMost = sizes(whole, Shape.AT_MOST);
        List<Seen> values = whole.stream().filter(one -> one.shape() == Shape.SCALAR
                || one.shape() == Shape.AT_MOST && exact.isEmpty()).toList();
        if (exact.size() > 1) {
            return Optional.empty();
        }
        int size = !exact.isEmpty() ? exact.iterator().next() : narrowest(values, atMost);
        if (size > 0 && size <= 8 && bytes <= size) {
            Facts facts = exact.isEmpty() ? Facts.of(join(values).sign(), bits(values)) : join(values);
            return Optional.of(new Made(new InferredField(name, base, size, 1, content(facts, size), facts.typeId(), 0),
                    exact.isEmpty(), false, 0));
        }
        return bytes < 0 ? Optional.empty() : copied(name, base, whole, bytes);
    }

    /**
     * Returns the fewest bytes that hold all constants that are stored: the bytes behind them may be those of the next
     * member.
     */
    private static int narrowest(List<Seen> values, Set<Integer> stored) {
        int bytes = Integer.highestOneBit(Math.max(1, 2 * ((bits(values) + 7) / 8) - 1));
        return stored.isEmpty() || bytes > stored.stream().min(Integer::compare).get() ? 0 : bytes;
    }

    private static int bits(List<Seen> values) {
        return values.stream().mapToInt(one -> one.facts().bits()).max().orElse(1);
    }

    private Optional<Made> copied(String name, int base, List<Seen> whole, int bytes) {
        Facts facts = join(whole.stream().filter(one -> one.size() == bytes).toList());
        boolean array = whole.stream().anyMatch(one -> one.shape() == Shape.ARRAY || one.shape() == Shape.BEGINNING);
        if (facts.typeId() != 0 && types.charactersAt(facts.typeId(), 0, bytes)) {
            return Optional.of(made(name, base, bytes, 1, Content.TEXT, 0, false));
        }
        boolean raw = whole.stream().anyMatch(one -> one.kind() == Write.Kind.PACKET);
        boolean number = !array && !raw && (bytes == 2 || bytes == 4 || bytes == 8) || bytes == 1;
        return Optional.of(made(name, base, Math.max(1, bytes), 1, number ? content(facts, bytes) : Content.BYTES, 0,
                bytes == 0 || beginning(whole, bytes)));
    }

    /** Tells whether nothing proves that so many bytes are the whole array. */
    private static boolean beginning(List<Seen> whole, int bytes) {
        return whole.stream().filter(one -> one.size() == bytes).allMatch(one -> one.shape() == Shape.BEGINNING);
    }

    /**
     * Makes a field of strings at the elements of an array. It is an array of arrays if the source says so or the elements
     * lie so far apart, and a single array if the element at index 5 lies at its sixth byte. In any other case all of it is
     * shown as bytes.
     */
    private Optional<Made> texts(String name, List<Seen> elements, int whole) {
        Set<Integer> rows = sizes(elements, Shape.ROW);
        int length = rows.size() == 1 ? rows.iterator().next() : rows.isEmpty() ? stride(elements) : 0;
        OptionalInt base = length > 0 ? base(elements.stream().map(one -> one.ofSize(length)).toList()) : OptionalInt.empty();
        int highest = elements.stream().mapToInt(Seen::index).max().orElse(0);
        if (length > 1 && base.isPresent()) {
            int count = whole > 0 ? Math.max(1, whole / length) : Math.max(1, highest + 1);
            return Optional.of(new Made(new InferredField(name, base.getAsInt(), length, count, Content.TEXT, 0, 0), false,
                    whole <= 0, -1));
        }
        int start = elements.stream().mapToInt(one -> one.offset() - Math.max(0, one.index())).min().orElse(0);
        return rows.isEmpty() && start >= 0 ? Optional.of(made(name, start, Math.max(1, whole), 1,
                length == 1 ? Content.TEXT : Content.BYTES, 0, whole <= 0)) : Optional.empty();
    }

    /** Returns the distance of elements whose indexes are known; 0 if it is not known. */
    private static int stride(List<Seen> elements) {
        List<Seen> known = elements.stream().filter(one -> one.index() >= 0).toList();
        Seen first = known.isEmpty() ? null : known.get(0);
        Set<Integer> strides = known.stream().filter(one -> one.index() != first.index())
                .map(one -> (one.offset() - first.offset()) / (one.index() - first.index())).collect(Collectors.toSet());
        return strides.size() == 1 ? Math.max(0, strides.iterator().next()) : 0;
    }

    private static Set<Integer> sizes(List<Seen> all, Shape shape) {
        return all.stream().filter(one -> one.shape() == shape).map(Seen::size).collect(Collectors.toSet());
    }

    private static Facts join(List<Seen> all) {
        return all.stream().map(FieldMaker::stored).reduce(Facts::join).orElse(Facts.NONE);
    }

    private static Facts stored(Seen one) {
        Facts left = one.size() == 0 ? one.facts() : one.facts().truncated(one.size());
        return left.signless(Math.max(1, one.size())) ? left : one.facts();
    }

    static Content content(Facts facts, int size) {
        if (facts.truncated(size).signless(size)) {
            return Content.SIGNLESS;
        }
        // If an unsigned number is cut to fewer bytes, its type no longer tells the sign; a signed number, such as an
        // error, stays signed.
        boolean cut = facts.halves() == 0 && facts.bits() > 8 * size;
        return switch (facts.sign()) {
            case SIGNED -> Content.SIGNED;
            case UNSIGNED -> cut ? Content.CUT : Content.UNSIGNED;
            default -> cut ? Content.CUT : Content.NUMBER;
        };
    }
}
