package io.eunomia.runtime.internal.stack;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a display's stacks are.
 *
 * @param fields kernel before user, as they are read from the innermost function on
 * @param weight the index of the column of values that says how much each stack counts; -1 if there is none
 */
public record StackPlan(List<StackField> fields, int weight) {
    public static final StackPlan NONE = new StackPlan(List.of(), -1);

    public StackPlan {
        fields = List.copyOf(fields);
    }

    /** Returns the names of the maps that hold the stacks by id. */
    public Set<String> maps() {
        return fields.stream().map(StackField::map).filter(map -> !map.isEmpty()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Tells whether a field of the rows has the number of a stack. */
    public boolean has(int field) {
        return fields.stream().anyMatch(one -> one.field() == field);
    }
}
