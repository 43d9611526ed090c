package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.internal.decode.RowShape.Copy;
import io.eunomia.runtime.internal.decode.RowShape.Part;
import io.eunomia.runtime.internal.decode.RowShape.Sum;
import io.eunomia.runtime.internal.decode.ValueLayout.ArrayLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.ReadTimeLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Lays out the rows of a display from the layout of an entry, the key followed by the value. */
final class RowShapeBuilder {
    /** The limit is above any histogram, and below what would make a reading slow. */
    private static final int MOST_SUMS = 16_384;
    /** Names of numbers that are no counts, so that their sum would be no number of anything. */
    private static final Pattern NO_COUNT = Pattern.compile("(?:.*_)?(?:min|max|minimum|maximum|last|first|latest|start|started|begin|"
            + "ts|timestamp|time|when|id|index|idx|state|status|version|flags?|mode|type|kind|dev|prio|level|port|family)"
            + "|(?:min|max|minimum|maximum|last|first|latest|start|started|began|begin|avg|average|mean|ts|timestamp)_.*");

    private final StructLayout entry;
    private final int keySize;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();
    private final List<Sum> sums = new ArrayList<>();
    private final List<Slot> summed = new ArrayList<>();
    private final Set<String> stacks;
    private int size;

    /** @param keySize of the part of the entry that is its key, in bytes */
    RowShapeBuilder(StructLayout entry, int keySize) {
        this(entry, keySize, Set.of());
    }

    /** @param stacks fields in whose place rows have the number of a stack, four bytes */
    RowShapeBuilder(StructLayout entry, int keySize, Set<String> stacks) {
        this.entry = new StructLayout(entry.name(), entry.size(), entry.slots().stream().map(slot -> stacks.contains(slot.name())
                ? new Slot(slot.name(), slot.bitOffset(), 0, new IntegerLayout(Integer.BYTES, true), "stack", List.of(), 0) : slot).toList(),
                entry.ends(), entry.openFrom());
        this.keySize = keySize;
        this.stacks = stacks;
    }

    /**
     * Lays out the rows.
     *
     * @param keys the parts of the key that tell rows apart, empty for all
     * @param cpu whether each CPU has rows of its own
     * @param shows how fields are shown
     * @param map for messages
     */
    RowShape build(SchemaCompiler compiler, String display, String map, Optional<List<String>> keys, boolean cpu,
            List<FieldSpec> shows) {
        List<Slot> all = entry.slots().stream().filter(slot -> !(slot.layout() instanceof ReadTimeLayout)).toList();
        List<Slot> ofKey = all.stream().filter(this::isKey).toList();
        List<Slot> ofValue = all.stream().filter(slot -> !isKey(slot)).toList();
        key(ofKey, keys, map);
        int cpuAt = cpu ? size : -1;
        if (cpu) {
            slots.add(new Slot("cpu", 8 * size, 0, new IntegerLayout(Integer.BYTES, false), "unsigned int", List.of(), 0));
            size += Integer.BYTES;
        }
        int keyBytes = size;
        int keyFields = slots.size();
        Copy kept = value(ofValue, shows, map);
        // Where rows are events too, they have the time at which they were read, as a table's have.
        StructLayout row = StructLayouts.timed(new StructLayout(entry.name(), size, List.copyOf(slots), new int[] {size}, size));
        CompiledSchema schema = compiler.compile(display, map, "", row, shows);
        return new RowShape(schema, parts(schema, keyFields), copies.toArray(Copy[]::new), keyBytes, cpuAt, kept,
                sums.toArray(Sum[]::new), size);
    }

    private boolean isKey(Slot slot) {
        return slot.offset() < keySize;
    }

    private void key(List<Slot> all, Optional<List<String>> wanted, String map) {
        if (wanted.isEmpty()) {
            copies.add(new Copy(0, 0, keySize));
            slots.addAll(all);
            size = keySize;
            return;
        }
        for (String name : wanted.get()) {
            Slot slot = all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow(() -> bad(
                    "the key of map " + map + " has no field \"" + name + '"', all.isEmpty() ? "it has no key"
                            : "it has " + String.join(", ", all.stream().map(Slot::name).toList())));
            int bytes = slot.end() - slot.offset();
            copies.add(new Copy(slot.offset(), size, bytes));
            slots.add(slot.at(size - slot.offset()));
            size += bytes;
        }
    }

    /** Places the value: all of it as it is if some of it is no sum, and the sums behind. @return what is kept as it is */
    private Copy value(List<Slot> all, List<FieldSpec> shows, String map) {
        List<Slot> adding = all.stream().filter(slot -> !stacks.contains(slot.name()) && adds(slot, all, shows)).toList();
        Copy kept = adding.size() == all.size() ? Copy.NONE : new Copy(0, size, entry.size() - keySize);
        int keptAt = size;
        size += kept.length();
        for (Slot slot : all) {
            slots.add(adding.contains(slot) ? sum(slot, map) : slot.at(keptAt - keySize));
        }
        return kept;
    }

    private static boolean adds(Slot slot, List<Slot> all, List<FieldSpec> shows) {
        if (slot.bitfieldSize() != 0 || slot.union() != 0) {
            return false;
        }
        if (slot.layout() instanceof ArrayLayout array) {
            return array.element() instanceof IntegerLayout element && element.size() <= Long.BYTES && array.count() > 0
                    && amount(show(slot, all, shows));
        }
        boolean number = slot.layout() instanceof IntegerLayout integer && integer.size() <= Long.BYTES;
        return number && !NO_COUNT.matcher(slot.simpleName()).matches() && amount(show(slot, all, shows));
    }

    private static ShowRule show(Slot slot, List<Slot> all, List<FieldSpec> shows) {
        return shows.stream().filter(one -> one.name().equals(slot.name())).findFirst()
                .flatMap(one -> ShowRule.named(one.show())).orElseGet(() -> ShowRules.choose(slot, all).show());
    }

    /** Tells whether numbers that are shown so say how much there is of something. */
    private static boolean amount(ShowRule show) {
        return show == ShowRule.NONE || show == ShowRule.BYTES || show.span();
    }

    private Slot sum(Slot slot, String map) {
        int at = size;
        IntegerLayout number = slot.layout() instanceof ArrayLayout array ? (IntegerLayout) array.element()
                : (IntegerLayout) slot.layout();
        int count = slot.layout() instanceof ArrayLayout array ? array.count() : 1;
        if (sums.size() + (long) count > MOST_SUMS) {
            throw bad("the values of map " + map + " have more than " + MOST_SUMS + " numbers", "show some of its fields");
        }
        for (int i = 0; i < count; i++) {
            sums.add(new Sum(slot.offset() - keySize + i * number.size(), number.size(), number.signed(), size));
            size += Long.BYTES;
        }
        IntegerLayout wide = new IntegerLayout(Long.BYTES, number.signed());
        Slot wider = new Slot(slot.name(), 8 * at, 0, slot.layout() instanceof ArrayLayout ? new ArrayLayout(wide, count) : wide,
                slot.typeName(), slot.typedefs(), 0);
        summed.add(wider);
        return wider;
    }

    private List<Part> parts(CompiledSchema schema, int keyFields) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            boolean key = i < keyFields;
            schema.field(slot.name()).ifPresent(field -> parts.add(new Part(slot.name(), field.index(), key,
                    summed.contains(slot), slot.layout() instanceof ArrayLayout array ? array.count() : 0, slot.offset(),
                    8 * slot.layout().size())));
        }
        parts.sort(Comparator.comparing(part -> !part.key()));
        return parts;
    }

    static TrackerException bad(String message, String hint) {
        return new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, message, hint));
    }
}
