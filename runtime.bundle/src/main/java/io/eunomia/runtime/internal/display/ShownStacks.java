package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.stack.StackBook;
import io.eunomia.runtime.internal.stack.StackField;
import io.eunomia.runtime.internal.stack.StackPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The stacks of a reading's rows. Confined to one thread. */
final class ShownStacks {
    private final StackPlan plan;
    /** Whose stacks may be other ones later: it is only used while this is made. */
    private final StackBook book;
    private final Map<Integer, CallStack> stacks = new HashMap<>();
    /** What was counted without a stack, by the reason. */
    private final Map<String, Double> missed = new TreeMap<>();

    ShownStacks(StackPlan plan, StackBook book) {
        this.plan = plan;
        this.book = book;
    }

    /** Takes the stacks of a row. @param weight of the row */
    void take(RecordView row, double weight) {
        for (StackField field : plan.fields()) {
            CallStack stack = stacks.computeIfAbsent((int) row.number(field.field()), book::stack);
            if (!stack.missing().isEmpty()) {
                missed.merge(stack.missing(), weight, Double::sum);
            }
        }
    }

    /** Counts what a row that is not shown has missed. */
    void skip(RecordView row, double weight) {
        for (StackField field : plan.fields()) {
            int number = (int) row.number(field.field());
            if (number < 0 && !book.stack(number).missing().isEmpty()) {
                missed.merge(book.stack(number).missing(), weight, Double::sum);
            }
        }
    }

    Map<String, Double> missed() {
        return missed;
    }

    CallStack of(RecordView row, int field) {
        return stacks.get((int) row.number(field));
    }
}
