package io.eunomia.runtime.internal.inference;

import io.eunomia.runtime.internal.inference.Seen.Shape;
import io.eunomia.runtime.internal.inference.code.Write;
import io.eunomia.runtime.internal.inference.source.AccessPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Holds what is written to the records that are handed over at one place.
 *
 * @param struct name of the record's struct in the source, empty if it does not tell
 * @param variables names of the record in the source, with the number of writes to each
 * @param lost whether something is written at places that are not known
 * @param counted bytes of which a number tells how many they are
 */
record RecordWriter(String struct, Map<String, Integer> variables, List<Seen> seen, boolean lost,
        Set<CountedBytes> counted) {

    /**
     * Puts the parts of one record together.
     *
     * @param parts the writes of each program, first the one that hands the record over; programs that keep another struct
     *     at the same place are left out
     */
    static RecordWriter of(List<RecordWrites> parts, StructMembers members, int limit) {
        List<Seen> seen = new ArrayList<>();
        Map<String, Integer> variables = new HashMap<>();
        String struct = "";
        boolean lost = false;
        Set<CountedBytes> counted = new HashSet<>();
        for (RecordWrites part : parts) {
            if (!struct.isEmpty() && !part.struct().isEmpty() && !struct.equals(part.struct())) {
                continue;
            }
            seen.addAll(part.seen());
            lost |= part.lost();
            counted.addAll(part.counted());
            struct = struct.isEmpty() ? part.struct() : struct;
            variables.merge(part.variable(), part.seen().size(), Integer::sum);
        }
        List<Seen> apart = members.apart(seen);
        return new RecordWriter(struct, variables, List.copyOf(apart.subList(0, Math.min(limit, apart.size()))), lost,
                counted);
    }

    /** Returns the bytes that are written. @param network tells whether a write is in network order */
    List<WrittenBytes> writes(Predicate<Seen> network) {
        return seen.stream().filter(one -> one.shape() != Shape.STRUCT).map(one -> new WrittenBytes(one.name(), one.offset(),
                one.size(), one.kind() == Write.Kind.STORE && one.size() <= Long.BYTES, network.test(one), !lost && one.kind() == Write.Kind.TEXT
                && one.index() == AccessPath.NONE)).toList();
    }

    /** Tells whether both write records of one struct: the source says so, or a member has its name and place in both. */
    boolean sameKind(RecordWriter other) {
        if (!struct.isEmpty() && !other.struct.isEmpty()) {
            return struct.equals(other.struct);
        }
        return seen.isEmpty() || other.seen.isEmpty() || seen.stream().filter(Seen::named).anyMatch(one ->
                other.seen.stream().anyMatch(its -> its.name().equals(one.name()) && its.offset() == one.offset()));
    }

    RecordWriter and(RecordWriter other) {
        List<Seen> all = new ArrayList<>(seen);
        all.addAll(other.seen);
        Map<String, Integer> both = new HashMap<>(variables);
        other.variables.forEach((name, count) -> both.merge(name, count, Integer::sum));
        Set<CountedBytes> counts = new HashSet<>(counted);
        counts.addAll(other.counted);
        return new RecordWriter(struct.isEmpty() ? other.struct : struct, both, all, lost | other.lost, counts);
    }
}
