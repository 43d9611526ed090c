package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.LayoutPrograms.Variant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How well the layout that the runtime chose for one program agrees with the truth.
 *
 * @param bytes of the records that belong to a field, padding left out
 * @param namedBytes of these, those that are shown under their right name
 * @param fields in the records
 * @param named fields that are shown under their right name at their place, with their width
 * @param typed of these, those that are shown just as the struct in BTF would be
 * @param wrong what is shown under a wrong name or as a wrong type
 */
record LayoutComparison(String program, int bytes, int namedBytes, int fields, int named, int typed,
        List<String> wrong) {

    /** Of all rings of a program. */
    static LayoutComparison of(LayoutPrograms programs, String program, Variant variant) {
        TestObject told = programs.object(program, Variant.TOLD);
        TestObject other = programs.object(program, variant);
        LayoutComparison sum = new LayoutComparison(program, 0, 0, 0, 0, 0, List.of());
        for (String ring : told.rings()) {
            sum = sum.plus(of(program, told.factory().events(ring, Optional.empty()),
                    other.factory().events(ring, Optional.empty())));
        }
        return sum;
    }

    static LayoutComparison of(String program, CompiledSchema told, CompiledSchema chosen) {
        List<ShownField> truth = ShownField.of(told);
        Set<Integer> all = new HashSet<>();
        truth.forEach(field -> field.places().forEach(all::add));
        Set<Integer> right = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        int named = 0;
        int typed = 0;
        for (ShownField field : ShownField.of(chosen)) {
            Optional<ShownField> same = truth.stream().filter(field::samePlace).findFirst();
            if (same.isPresent()) {
                field.places().forEach(right::add);
                named++;
                typed += field.same(same.get()) ? 1 : 0;
                if (!field.agreesWith(same.get())) {
                    wrong.add(field + "; it is " + same.get());
                }
            } else if (!field.neutral()) {
                wrong.add(field + "; there is " + at(field, truth));
            }
        }
        right.retainAll(all);
        return new LayoutComparison(program, all.size(), right.size(), truth.size(), named, typed, wrong);
    }

    private static String at(ShownField field, List<ShownField> truth) {
        List<String> there = truth.stream().filter(one -> one.offset() < field.offset() + Math.max(1, field.size())
                && field.offset() < one.offset() + one.size()).map(ShownField::toString).toList();
        return there.isEmpty() ? "nothing" : String.join(", ", there);
    }

    private LayoutComparison plus(LayoutComparison more) {
        List<String> all = new ArrayList<>(wrong);
        all.addAll(more.wrong);
        return new LayoutComparison(program, bytes + more.bytes, namedBytes + more.namedBytes, fields + more.fields,
                named + more.named, typed + more.typed, List.copyOf(all));
    }
}
