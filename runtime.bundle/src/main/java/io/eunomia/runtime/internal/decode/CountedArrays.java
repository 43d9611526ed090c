package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.TextLayout;
import io.eunomia.runtime.internal.inference.RecordInference.HandOver;
import io.eunomia.runtime.internal.inference.WrittenBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds arrays that may be used in part, as a number named after them tells. A name alone proves nothing:
 * {@code prefix_len} counts bits. The code proves that the number counts the bytes, or that one string is written there and
 * nothing else.
 */
final class CountedArrays {
    /** Marks in {@link Slot#typedefs} an array whose used bytes its number counts. */
    static final String COUNTED = "as many bytes as its number tells";
    /** Marks there an array that holds one string. */
    static final String STRING = "one string";
    private static final Set<String> SUFFIXES = Set.of("_size", "_len", "_length", "_sz");

    private CountedArrays() {
    }

    /** Finds the number that is named after an array. */
    static Optional<Slot> number(Slot array, List<Slot> all) {
        return all.stream().filter(one -> one.layout() instanceof IntegerLayout && one.layout().size() <= 8
                && one.bitfieldSize() == 0 && one.name().startsWith(array.name())
                && SUFFIXES.contains(one.name().substring(array.name().length()))).findFirst();
    }

    static StructLayout proven(StructLayout layout, Supplier<List<HandOver>> places) {
        if (layout.slots().stream().noneMatch(slot -> array(slot) && number(slot, layout.slots()).isPresent())) {
            return layout;
        }
        List<HandOver> all = places.get();
        List<Slot> slots = layout.slots().stream().map(slot -> array(slot) ? number(slot, layout.slots())
                .map(number -> marked(slot, number, all)).orElse(slot) : slot).toList();
        return new StructLayout(layout.name(), layout.size(), slots, layout.ends(), layout.openFrom());
    }

    private static boolean array(Slot slot) {
        return slot.layout() instanceof TextLayout || slot.layout() instanceof BlobLayout;
    }

    private static Slot marked(Slot array, Slot number, List<HandOver> all) {
        List<HandOver> places = all.stream().filter(place -> place.writes().stream().anyMatch(one -> within(one, array)))
                .toList();
        boolean counted = !places.isEmpty() && places.stream().allMatch(place -> place.counted().stream().anyMatch(one ->
                one.offset() >= array.offset() && one.offset() < Math.max(array.end(), array.offset() + 1)
                        && one.number() == number.offset()));
        boolean string = !places.isEmpty() && places.stream().flatMap(place -> place.writes().stream())
                .filter(one -> within(one, array)).allMatch(one -> one.text() && one.offset() == array.offset());
        if (!counted && !string) {
            return array;
        }
        List<String> typedefs = new ArrayList<>(array.typedefs());
        typedefs.add(counted ? COUNTED : STRING);
        return new Slot(array.name(), array.bitOffset(), 0, array.layout(), array.typeName(), List.copyOf(typedefs),
                array.union());
    }

    private static boolean within(WrittenBytes one, Slot array) {
        int end = array.layout().size() == 0 ? Integer.MAX_VALUE : array.end();
        return one.offset() < end && one.offset() + Math.max(1, one.size()) > array.offset();
    }
}
