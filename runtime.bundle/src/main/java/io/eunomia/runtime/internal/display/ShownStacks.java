package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.display.StackFrame;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.stack.FlameLevel;
import io.eunomia.runtime.internal.stack.StackBook;
import io.eunomia.runtime.internal.stack.StackField;
import io.eunomia.runtime.internal.stack.StackPlan;
import io.eunomia.runtime.internal.text.JsonText;
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

    static void json(CallStack stack, Utf8Sink out) {
        out.put('[');
        boolean first = true;
        for (StackFrame frame : stack.frames()) {
            out.ascii(first ? "{\"name\":" : ",{\"name\":");
            first = false;
            JsonText.string(frame.name(), out);
            out.ascii(",\"module\":");
            JsonText.string(frame.module(), out);
            if (frame.address() != 0) {
                out.ascii(",\"address\":\"").ascii(String.format("0x%x", frame.address())).put('"');
            }
            out.ascii(",\"offset\":").decimal(frame.offset()).ascii(frame.kernel() ? ",\"kernel\":true" : "")
                    .ascii(frame.known() ? "" : ",\"known\":false").put('}');
        }
        if (!stack.missing().isEmpty()) {
            out.ascii("{\"missing\":");
            JsonText.string(stack.missing(), out);
            out.put('}');
        }
        out.put(']');
    }

    /** Writes a stack as one text, from the outermost function on. */
    static void text(CallStack stack, Utf8Sink out) {
        out.text(FlameLevel.folded(FlameLevel.of(stack)));
    }
}
