package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.display.DisplayPlan.Column;
import io.eunomia.runtime.internal.stack.FlameGraph;
import io.eunomia.runtime.internal.stack.FlameLevel;
import io.eunomia.runtime.internal.stack.FlameTree;
import io.eunomia.runtime.internal.stack.StackField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the stacks of a reading in the forms that show all of them at once. */
final class StackForms {
    private final SeriesReading reading;
    private final ShownRows rows;
    private final Utf8Sink out;

    StackForms(SeriesReading reading, Utf8Sink out) {
        this.reading = reading;
        this.rows = reading.shown();
        this.out = out;
    }

    /**
     * Writes a line for each way of functions: what is called by what, with semicolons between, and the count. Stacks that differ
     * only in the places inside their functions are one line.
     */
    void collapsed() {
        Map<String, Long> lines = new LinkedHashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            if (weight(row) > 0) {
                lines.merge(FlameLevel.folded(levels(row)), weight(row), Long::sum);
            }
        }
        lines.forEach((line, count) -> out.text(line).put(' ').decimal(count).put('\n'));
        if (hidden() > 0) {
            out.text(FlameLevel.named(others()).folded()).put(' ').decimal(hidden()).put('\n');
        }
    }

    private long weight(int row) {
        return Math.round(rows.weight(rows.bytes(row), rows.at(row)));
    }

    private long hidden() {
        return rows.hidden() == 0 ? 0 : reading.plan().stacks().weight() < 0 ? rows.hidden() : Math.round(rows.weight(rows.other(), 0));
    }

    private String others() {
        return "[" + rows.hidden() + " more stacks that are not shown]";
    }

    /** Returns a row's levels, the outermost first: who, functions in user space, functions in the kernel. */
    private List<FlameLevel> levels(int row) {
        byte[] bytes = rows.bytes(row);
        int at = rows.at(row);
        List<FlameLevel> levels = new ArrayList<>();
        for (Column column : rows.columns()) {
            if (reading.isText(column)) {
                Utf8Sink cell = new Utf8Sink(32);
                rows.text(column, bytes, at, cell);
                levels.add(FlameLevel.named(cell.toString()));
            }
        }
        List<StackField> fields = reading.plan().stacks().fields();
        boolean none = true;
        for (int i = fields.size() - 1; i >= 0; i--) {
            CallStack stack = rows.stack(fields.get(i).field(), bytes, at);
            levels.addAll(FlameLevel.of(stack));
            none &= stack.equals(CallStack.NONE);
        }
        if (none) {
            levels.add(FlameLevel.named("[no stack]"));
        }
        return levels;
    }

    void svg() {
        FlameTree tree = new FlameTree();
        for (int row = 0; row < rows.size(); row++) {
            tree.add(levels(row), weight(row));
        }
        if (hidden() > 0) {
            tree.add(List.of(FlameLevel.named(others())), hidden());
        }
        String unit = unit();
        String span = String.format(Locale.ROOT, "%.1f s", reading.span().toMillis() / 1e3);
        new FlameGraph(tree, reading.display().name(), unit, "at " + reading.at() + ", in " + span).write(out);
    }

    private String unit() {
        int weight = reading.plan().stacks().weight();
        String said = weight < 0 ? "stacks" : reading.plan().values().get(weight).unit();
        String name = weight < 0 ? said : reading.plan().values().get(weight).name();
        return said.isEmpty() ? name.equals("value") ? "" : name : said;
    }
}
