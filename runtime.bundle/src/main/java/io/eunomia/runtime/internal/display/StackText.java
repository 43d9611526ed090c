package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.display.DisplayPlan.Column;
import io.eunomia.runtime.internal.stack.StackField;
import io.eunomia.runtime.internal.stack.StackTexts;
import io.eunomia.runtime.view.CutText;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes stacks for people in the shape that bcc's tools have: a function a line, the running one first, then whose stack it
 * is and what it counts. The greatest comes first, as with all rows.
 */
final class StackText {
    /** People read no more stacks than these. */
    private static final int MOST_STACKS = 25;

    private final SeriesReading reading;
    private final ShownRows rows;
    private final int width;
    private final Utf8Sink out;

    StackText(SeriesReading reading, int width, Utf8Sink out) {
        this.reading = reading;
        this.rows = reading.shown();
        this.width = width;
        this.out = out;
    }

    void write() {
        int shown = reading.plan().top() == Integer.MAX_VALUE ? Math.min(MOST_STACKS, rows.size()) : rows.size();
        for (int row = 0; row < shown; row++) {
            stacks(rows.bytes(row), rows.at(row));
            about(rows.bytes(row), rows.at(row));
        }
        if (shown < rows.size()) {
            out.ascii("  and ").decimal(rows.size() - shown).ascii(" more, which -o json, csv, collapsed and svg have\n");
        }
        rows.missed().forEach((reason, count) -> out.ascii("  ").text(number(count)).ascii(" counted without a stack (").text(reason)
                .ascii(")\n"));
        if (!rows.missed().isEmpty() && !reading.plan().stacks().maps().isEmpty()) {
            out.ascii("  a larger map of stacks misses fewer: --map ").text(String.join(".max_entries=N --map ", reading.plan().stacks().maps()))
                    .ascii(".max_entries=N\n");
        }
    }

    private void stacks(byte[] bytes, int at) {
        boolean before = false;
        for (StackField field : reading.plan().stacks().fields()) {
            CallStack stack = rows.stack(field.field(), bytes, at);
            if (before && !stack.equals(CallStack.NONE)) {
                out.ascii("    --\n");
            }
            before |= !stack.equals(CallStack.NONE);
            StackTexts.lines(stack).forEach(line -> out.ascii("    ").text(CutText.middle(line, Math.max(1, width - 4))).put('\n'));
        }
        if (!before) {
            out.ascii("    [no stack]\n");
        }
    }

    /** Writes the other columns: {@code -  COMM (pid PID)}, and the values below. */
    private void about(byte[] bytes, int at) {
        List<String> texts = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        List<String> values = new ArrayList<>();
        int place = 0;
        for (Column column : rows.columns()) {
            boolean key = place++ < reading.plan().keys().size();
            if (reading.plan().isStack(column)) {
                continue;
            }
            Utf8Sink cell = new Utf8Sink(32);
            rows.text(column, bytes, at, cell);
            if (reading.isText(column)) {
                texts.add(cell.toString());
            } else if (key) {
                numbers.add(column.name() + ' ' + cell);
            } else {
                boolean only = reading.plan().values().size() == 1;
                values.add(only ? cell + (column.unit().isEmpty() ? "" : ' ' + column.unit())
                        : column.name() + ' ' + cell + (column.unit().isEmpty() ? "" : ' ' + column.unit()));
            }
        }
        String who = String.join(", ", texts) + (texts.isEmpty() || numbers.isEmpty() ? String.join(", ", numbers)
                : " (" + String.join(", ", numbers) + ')');
        if (!who.isEmpty()) {
            out.text(CutText.middle("    -                " + who, width)).put('\n');
        }
        out.ascii("        ").text(CutText.middle(String.join(", ", values), Math.max(1, width - 8))).ascii("\n\n");
    }

    private static String number(double count) {
        return count == Math.rint(count) && Math.abs(count) < 0x1p53 ? Long.toString((long) count) : Double.toString(count);
    }
}
