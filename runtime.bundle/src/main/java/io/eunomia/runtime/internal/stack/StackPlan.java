package io.eunomia.runtime.internal.stack;

import java.util.List;

/**
 * Where a display's stacks are.
 *
 * @param map that holds them by id; empty if entries have the addresses themselves
 * @param builds whether that map has places in files, by their build ids, in place of addresses
 * @param fields kernel before user, as they are read from the innermost function on
 * @param weight the index of the column of values that says how much each stack counts; -1 if there is none
 */
public record StackPlan(String map, boolean builds, List<StackField> fields, int weight) {
    public static final StackPlan NONE = new StackPlan("", false, List.of(), -1);

    public StackPlan {
        fields = List.copyOf(fields);
    }

    /** Tells whether a field of the rows has the number of a stack. */
    public boolean has(int field) {
        return fields.stream().anyMatch(one -> one.field() == field);
    }
}
