package io.eunomia.runtime.internal.inference;

import io.eunomia.runtime.internal.inference.code.Extent;
import io.eunomia.runtime.internal.inference.code.Facts;
import io.eunomia.runtime.internal.inference.code.Region.Place;
import io.eunomia.runtime.internal.inference.code.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Bytes of a record whose number another field of the record tells: a helper was given that number as their size, returned
 * it as what it wrote, or goes on behind so many bytes.
 *
 * @param offset in the record
 * @param number offset of the number
 */
public record CountedBytes(int offset, int number) {

    /** Finds such bytes. @param start of the record @param writes to its region @param extents of helpers that write to it */
    static List<CountedBytes> of(Place start, List<Write> writes, List<Extent> extents) {
        List<CountedBytes> found = new ArrayList<>();
        for (Extent extent : extents) {
            if (extent.to().region().meets(start.region())) {
                int offset = extent.to().offset() - start.offset();
                number(extent.size(), start).ifPresent(number -> found.add(new CountedBytes(offset, number)));
                number(extent.from(), start).ifPresent(number -> found.add(new CountedBytes(offset, number)));
                writes.stream().filter(write -> write.kind() == Write.Kind.STORE && counts(write, extent))
                        .forEach(write -> found.add(new CountedBytes(offset, write.place().offset() - start.offset())));
            }
        }
        return found;
    }

    private static OptionalInt number(Facts facts, Place start) {
        boolean inside = facts.loaded() != null && facts.loaded().region().meets(start.region()) && facts.shift() == 0;
        return inside ? OptionalInt.of(facts.loaded().offset() - start.offset()) : OptionalInt.empty();
    }

    /** Tells whether the value that is stored is what the helper returned, was given as the size, or begins behind. */
    private static boolean counts(Write write, Extent extent) {
        Facts stored = write.value();
        boolean given = stored.origin() >= 0 && stored.shift() == 0 && (stored.origin() == extent.at().at()
                || stored.origin() == extent.size().origin() && extent.size().shift() == 0);
        int made = write.valueAt().at();
        boolean same = made >= 0 && (made == extent.size().origin() || made == extent.from().origin());
        return write.constant() == null && write.at().section().equals(extent.at().section()) && (given || same);
    }
}
