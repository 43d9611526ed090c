package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.ReadTimeLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.TextLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes layouts that are not those of a single struct of the object. */
final class StructLayouts {
    private static final String TIME = "time";
    private static final Set<String> SCALAR_TYPEDEFS = Set.of("pid_t", "uid_t", "gid_t");

    private StructLayouts() {
    }

    /** Makes the layout of records of which nothing is known. */
    static StructLayout bytes() {
        Slot data = new Slot("data", 0, 0, new BlobLayout(0), "", List.of(), 0);
        return new StructLayout("", 0, List.of(data), new int[0], 0);
    }

    /**
     * Makes the layout of records that may be of any of these structs: a field that not all have is named after its struct,
     * as it would be in a union.
     */
    static StructLayout either(List<StructLayout> layouts) {
        Map<String, Slot> slots = new LinkedHashMap<>();
        for (StructLayout layout : layouts) {
            for (Slot slot : layout.slots()) {
                boolean common = layouts.stream().allMatch(other -> other.slots().contains(slot));
                Slot named = common ? slot : slot.named(layout.name() + '.' + slot.name());
                slots.putIfAbsent(named.name(), named);
            }
        }
        int size = layouts.stream().mapToInt(StructLayout::size).max().orElse(0);
        int[] ends = layouts.stream().flatMapToInt(one -> Arrays.stream(one.ends())).sorted().distinct().toArray();
        int openFrom = layouts.stream().mapToInt(StructLayout::openFrom).min().orElse(size);
        return new StructLayout(String.join(" or ", layouts.stream().map(StructLayout::name).toList()), size,
                List.copyOf(slots.values()), ends, openFrom);
    }

    /** Makes the layout of lines of text, each with a NUL at its end. */
    static StructLayout lines() {
        Slot time = new Slot(TIME, 0, 0, new ReadTimeLayout(), "", List.of(), 0);
        Slot text = new Slot("text", 0, 0, new TextLayout(0), "char[]", List.of(), 0);
        return new StructLayout("", 0, List.of(time, text), new int[0], 0);
    }

    /** Adds the time at which a record was read, unless the layout has a time of its own. */
    static StructLayout timed(StructLayout layout) {
        if (layout.has(TIME)) {
            return layout;
        }
        List<Slot> slots = new ArrayList<>(List.of(new Slot(TIME, 0, 0, new ReadTimeLayout(), "", List.of(), 0)));
        slots.addAll(layout.slots());
        return new StructLayout(layout.name(), layout.size(), slots, layout.ends(), layout.openFrom());
    }

    /** Makes the layout of a key or value of which only the size is known. */
    static StructLayout untyped(int size, String name) {
        boolean number = size == 1 || size == 2 || size == 4 || size == 8;
        ValueLayout layout = number ? new IntegerLayout(size, false) : new BlobLayout(size);
        List<Slot> slots = size == 0 ? List.of() : List.of(new Slot(name, 0, 0, layout, "", List.of(), 0));
        return new StructLayout("", size, slots, new int[] {size}, size);
    }

    /**
     * Makes the layout of a map's entry: when it was read, the key, and right after it the value. A value's field whose
     * name the key has too gets a prefix.
     */
    static StructLayout concatenated(StructLayout key, StructLayout value) {
        List<Slot> slots = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean timed = key.has(TIME) || value.has(TIME);
        if (!timed) {
            slots.add(new Slot(TIME, 0, 0, new ReadTimeLayout(), "", List.of(), 0));
        }
        for (Slot slot : key.slots()) {
            Slot named = key.slots().size() == 1 ? slot.named(keyName(slot)) : slot;
            names.add(named.name());
            slots.add(named);
        }
        for (Slot slot : value.slots()) {
            Slot named = names.contains(slot.name()) ? slot.named("value." + slot.name()) : slot;
            slots.add(named.inOtherUnion().at(key.size()));
        }
        int size = key.size() + value.size();
        String name = value.name().isEmpty() ? key.name() : value.name();
        return new StructLayout(name, size, slots, new int[] {size}, size);
    }

    /** Names a scalar key after what its typedef says it is. */
    private static String keyName(Slot slot) {
        if (!slot.name().equals("key")) {
            return slot.name();
        }
        return slot.typedefs().stream().filter(one -> one.startsWith("eu_") || SCALAR_TYPEDEFS.contains(one))
                .map(one -> one.replaceAll("^eu_|_t$", "")).findFirst().orElse("key");
    }
}
