package io.eunomia.runtime.internal.inference;

import io.eunomia.runtime.internal.inference.WriteNames.Named;
import io.eunomia.runtime.internal.inference.code.Facts;
import io.eunomia.runtime.internal.inference.code.Region.Place;
import io.eunomia.runtime.internal.inference.code.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes of one expression in the order of their places: are they one value in pieces, a copy, or several elements? */
final class WriteGroup {
    private final List<Named> group;

    /** @param group sorted by place; one at least */
    WriteGroup(List<Named> group) {
        this.group = group;
    }

    /** Returns how many bytes lie from the first to the end of the last. */
    int bytes() {
        Write last = group.get(group.size() - 1).write();
        return at(last) + last.size() - at(group.get(0).write());
    }

    private static int at(Write write) {
        return write.place().offset();
    }

    /** Tells whether each begins where the one before ends. */
    boolean contiguous() {
        int end = at(group.get(0).write());
        for (Named one : group) {
            if (at(one.write()) != end || !one.write().exact()) {
                return false;
            }
            end += one.write().size();
        }
        return true;
    }

    /** Tells whether all write the same bytes. */
    boolean sameBytes() {
        Write first = group.get(0).write();
        return group.stream().allMatch(one -> one.write().place().equals(first.place())
                && one.write().size() == first.size());
    }

    /** Tells whether they are the bytes of a constant, as packed structs get them. */
    boolean constants() {
        return Integer.bitCount(group.size()) == 1 && group.size() <= 8
                && group.stream().allMatch(one -> one.write().constant() != null && one.write().size() == 1);
    }

    /** Tells whether they lay side by side elsewhere, as when a number of 128 bits is copied. */
    boolean copies() {
        Place first = group.get(0).write().value().loaded();
        int start = at(group.get(0).write());
        return first != null && group.stream().allMatch(one -> {
            Place from = one.write().value().loaded();
            return from != null && from.region().equals(first.region())
                    && from.offset() - first.offset() == at(one.write()) - start;
        });
    }

    /** Tells whether they are the bytes of one value, as packed structs get them. */
    boolean pieces() {
        Facts first = group.get(0).write().value();
        Map<Integer, Integer> shifts = new HashMap<>();
        for (Named one : group) {
            Facts facts = one.write().value();
            if (one.write().constant() != null && one.write().constant() == 0 && one != group.get(0)) {
                continue;
            }
            if (facts.origin() < 0 || facts.origin() != first.origin()) {
                return false;
            }
            shifts.put(at(one.write()), facts.shift());
        }
        int base = at(group.get(0).write());
        return shifts.entrySet().stream().allMatch(each -> each.getValue() - first.shift() == 8 * (each.getKey() - base));
    }
}
