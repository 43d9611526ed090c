package io.eunomia.runtime.internal.evidence;

import io.eunomia.runtime.internal.evidence.InferredField.Content;
import io.eunomia.runtime.internal.evidence.Seen.Shape;
import io.eunomia.runtime.internal.evidence.code.Facts;
import io.eunomia.runtime.internal.evidence.code.Facts.Sign;
import io.eunomia.runtime.internal.evidence.code.Write;
import io.eunomia.runtime.internal.evidence.source.AccessPath;
import io.eunomia.runtime.internal.evidence.source.SourceTypes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes one field of all that was seen written under its name. What contradicts itself makes none. */
final class FieldMaker {
    /** Names that are text wherever they are arrays. */
    private static final Set<String> TEXT = Set.of("comm", "task", "fname", "filename", "path", "pathname");

    private final SourceTypes types;

    /**
     * A field and what is not yet certain of it.
     *
     * @param atMost whether it may be smaller, down to the next field
     * @param open whether it may have more elements, up to the next field
     * @param source bytes of the array that its first element was read from, 0 for none
     */
    record Made(InferredField field, boolean atMost, boolean open, int source) {
    }

    FieldMaker(SourceTypes types) {
        this.types = types;
    }

    Optional<Made> make(String name, List<Seen> all) {
        OptionalInt base = base(all);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        List<Seen> elements = all.stream().filter(one -> one.index() != AccessPath.NONE).toList();
        List<Seen> whole = all.stream().filter(one -> one.index() == AccessPath.NONE).toList();
        int bytes = whole.stream().filter(one -> one.shape() != Shape.SCALAR && one.shape() != Shape.AT_MOST)
                .mapToInt(Seen::size).max().orElse(-1);
        if (all.stream().anyMatch(one -> one.kind() == Write.Kind.TEXT || one.facts().text())) {
            boolean open = bytes <= 0 || beginning(whole, bytes) || elements.stream().anyMatch(one -> one.index() == AccessPath.VARIABLE);
            return Optional.of(made(name, base.getAsInt(), Math.max(1, bytes), 1, Content.TEXT, 0, open));
        }
        if (whole.stream().anyMatch(one -> one.kind() == Write.Kind.STACK) && bytes % 8 == 0) {
            return Optional.of(made(name, base.getAsInt(), 8, Math.max(1, bytes / 8), Content.UNSIGNED, 0, bytes == 0));
        }
        if (!elements.isEmpty()) {
            return array(name, base.getAsInt(), elements, bytes);
        }
        return scalar(name, base.getAsInt(), whole, bytes);
    }

    private static Made made(String name, int offset, int size, int count, Content content, int typeId, boolean open) {
        return new Made(new InferredField(name, offset, size, count, content, typeId, 0), false, open, 0);
    }

    /** Where it starts, if all writes agree. */
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
            return Optional.of(new Made(new InferredField(name, base, count, 1, text(name) ? Content.TEXT : Content.BYTES,
                    0, 0), false, open, copied));
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
        int size = !exact.isEmpty() ? exact.iterator().next() : atMost.stream().min(Integer::compare).orElse(0);
        if (size > 0 && size <= 8 && bytes <= size) {
            Facts facts = join(values);
            return Optional.of(new Made(new InferredField(name, base, size, 1, content(facts, size), facts.typeId(), 0),
                    exact.isEmpty(), false, 0));
        }
        return bytes < 0 ? Optional.empty() : copied(name, base, whole, bytes);
    }

    private Optional<Made> copied(String name, int base, List<Seen> whole, int bytes) {
        Facts facts = join(whole.stream().filter(one -> one.size() == bytes).toList());
        boolean array = whole.stream().anyMatch(one -> one.shape() == Shape.ARRAY || one.shape() == Shape.BEGINNING);
        if (bytes > 8 && text(name)) {
            return Optional.of(made(name, base, bytes, 1, Content.TEXT, 0, false));
        }
        if (facts.typeId() != 0 && types.btf().sizeOf(facts.typeId()) == bytes) {
            Optional<Made> typed = typed(name, base, bytes, facts.typeId());
            if (typed.isPresent()) {
                return typed;
            }
        }
        boolean raw = whole.stream().anyMatch(one -> one.kind() == Write.Kind.PACKET);
        boolean number = !array && !raw && (bytes == 2 || bytes == 4 || bytes == 8) || bytes == 1;
        return Optional.of(made(name, base, Math.max(1, bytes), 1, number ? content(facts, bytes) : Content.BYTES, 0,
                bytes == 0 || beginning(whole, bytes)));
    }

    /** Whether nothing says that so many bytes are all. */
    private static boolean beginning(List<Seen> whole, int bytes) {
        return whole.stream().filter(one -> one.size() == bytes).allMatch(one -> one.shape() == Shape.BEGINNING);
    }

    private Optional<Made> typed(String name, int base, int bytes, int typeId) {
        int element = types.element(typeId);
        int size = element == 0 ? 0 : (int) types.btf().sizeOf(element);
        if (size <= 0 || bytes % size != 0 || types.exact(element).sign() == Sign.UNKNOWN) {
            return Optional.empty();
        }
        if (size == 1) {
            return Optional.of(made(name, base, bytes, 1, types.text(element) ? Content.TEXT : Content.BYTES, 0, false));
        }
        return Optional.of(made(name, base, size, bytes / size, content(types.exact(element), size), element, false));
    }

    private static boolean text(String name) {
        return TEXT.contains(name.substring(name.lastIndexOf('.') + 1));
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
        // Cut to fewer bytes, an unsigned number says nothing of the sign; an error stays one.
        boolean cut = facts.halves() == 0 && facts.bits() > 8 * size;
        return switch (facts.sign()) {
            case SIGNED -> Content.SIGNED;
            case UNSIGNED -> cut ? Content.NUMBER : Content.UNSIGNED;
            default -> Content.NUMBER;
        };
    }
}
