package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.PointerLayout;
import io.eunomia.runtime.internal.inference.RecordInference.HandOver;
import io.eunomia.runtime.internal.inference.WrittenBytes;
import java.util.List;

/** Compares a struct with what programs write to the records that might be of it: names, places and widths. */
final class StructFit {
    private final StructType struct;
    private final List<Slot> slots;

    StructFit(Btf types, StructType struct) {
        this.struct = struct;
        this.slots = LayoutBuilder.struct(types, struct).slots();
    }

    /** Tells whether no write at these places contradicts the struct. */
    boolean possible(List<HandOver> places) {
        return struct.size() > 0 && places.stream().allMatch(this::possible);
    }

    /** Tells whether, at each of these places, members are written under the names that the struct has there. */
    boolean proven(List<HandOver> places) {
        return !places.isEmpty() && possible(places)
                && places.stream().allMatch(place -> agreeing(place) > 0);
    }

    boolean possible(HandOver place) {
        long agreeing = agreeing(place);
        long contradicting = place.writes().stream().filter(one -> named(one) && !agrees(one)).count();
        boolean torn = agreeing == 0 && place.writes().stream().anyMatch(one -> one.store() && tears(one));
        return ends(place.size()) && contradicting <= agreeing && !torn;
    }

    private long agreeing(HandOver place) {
        return place.writes().stream().filter(one -> named(one) && agrees(one)).count();
    }

    /** Returns where a member ends; an array of no length reaches to the record's end. */
    private static int end(Slot slot) {
        return LayoutBuilder.unsized(slot.layout()) ? Integer.MAX_VALUE : slot.end();
    }

    private static boolean named(WrittenBytes one) {
        return !one.name().isEmpty();
    }

    /**
     * Tells whether a write has a member's name. Names that count from a nested struct, or from a union around it, lack the
     * part before them.
     */
    private boolean agrees(WrittenBytes one) {
        String last = one.name().substring(one.name().lastIndexOf('.') + 1);
        return slots.stream().anyMatch(slot -> slot.offset() <= one.offset() && one.offset() < end(slot)
                && (slot.simpleName().equals(last) || slot.name().startsWith(one.name() + '.')
                        || slot.name().contains('.' + one.name() + '.')));
    }

    /** Tells whether a store begins or ends within a number, which no statement does that assigns to members. */
    private boolean tears(WrittenBytes one) {
        int end = one.offset() + one.size();
        return !packed() && slots.stream().filter(slot -> slot.union() == 0 && number(slot))
                .anyMatch(slot -> slot.offset() < end && slot.end() > one.offset()
                        && (slot.offset() < one.offset() || slot.end() > end));
    }

    private static boolean number(Slot slot) {
        return slot.bitfieldSize() == 0 && (slot.layout() instanceof IntegerLayout || slot.layout() instanceof EnumLayout
                || slot.layout() instanceof PointerLayout);
    }

    /** Tells whether the struct is packed, because compilers then write members that are not aligned byte by byte. */
    private boolean packed() {
        return slots.stream().anyMatch(slot -> number(slot) && slot.offset() % Math.max(1, slot.layout().size()) != 0)
                || slots.stream().filter(StructFit::number).mapToInt(slot -> slot.layout().size()).max()
                        .stream().anyMatch(widest -> struct.size() % widest != 0);
    }

    /**
     * Tells whether a record of this size is all of the struct or ends at one of its members, as records of several lengths
     * do.
     */
    private boolean ends(int size) {
        return size < 0 || size == struct.size() || slots.stream().anyMatch(slot -> LayoutBuilder.unsized(slot.layout())
                && slot.offset() <= size) || size < struct.size() && slots.stream().anyMatch(slot ->
                slot.bitfieldSize() == 0 && (slot.end() == size || slot.offset() == size));
    }
}
