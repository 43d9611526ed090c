package io.eunomia.runtime.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A display as a package defines it; see docs/displays.md. Texts that are empty were not said.
 *
 * @param name of the display; the map's name when not said
 * @param kind label of a {@link io.eunomia.runtime.display.DisplayKind}
 * @param buckets of a histogram: a list in the value, a number in the key, or {@code array} for the map's index
 * @param unit of the values that a histogram counts, or of a counter
 * @param interval as of a table
 * @param drain whether what is shown is taken out of the map
 * @param twin a second map of the same layout that programs write to while the first is drained; set with {@code active}
 * @param active the {@code u32} global that says which of the two programs write to
 * @param cpu of a per-CPU map: {@code sum} or {@code column}
 * @param key the parts of the key that tell rows apart; empty for all, an empty list for none
 * @param columns the values that are shown; empty for all
 * @param sort columns whose sum decides the order, the greatest first
 * @param top number of rows, as of a table
 * @param min the first bucket's value in a linear histogram
 * @param step between buckets of a linear histogram
 * @param maxSeries most rows that are shown, 0 when not said; what the others count is summed
 * @param minAge leaves young entries out
 * @param metric what metric it is, see docs/metrics.md; empty if it is none
 * @param stacks the map that holds the stacks of a display of kind {@code stacks}; empty for the only one that there is, or for
 *     entries that hold addresses themselves
 */
public record DisplaySpec(String name, String map, String kind, String buckets, String unit, String interval, boolean drain,
        String twin, String active, String cpu, Optional<List<ColumnSpec>> key, List<ColumnSpec> columns, List<String> sort,
        String top, long min, long step, int maxSeries, Optional<MinAge> minAge, Map<String, Object> metric, String stacks) {

    /** Defines a display of no stacks. */
    public DisplaySpec(String name, String map, String kind, String buckets, String unit, String interval, boolean drain,
            String twin, String active, String cpu, Optional<List<ColumnSpec>> key, List<ColumnSpec> columns, List<String> sort,
            String top, long min, long step, int maxSeries, Optional<MinAge> minAge, Map<String, Object> metric) {
        this(name, map, kind, buckets, unit, interval, drain, twin, active, cpu, key, columns, sort, top, min, step, maxSeries, minAge,
                metric, "");
    }

    public DisplaySpec {
        key = key.map(List::copyOf);
        columns = List.copyOf(columns);
        sort = List.copyOf(sort);
        metric = Map.copyOf(metric);
    }

    /** Defines a display of which only the form is said. */
    public static DisplaySpec of(String name, String map, String kind, String buckets) {
        return new DisplaySpec(name, map, kind, buckets, "", "", false, "", "", "", Optional.empty(), List.of(), List.of(), "", 0, 1, 0,
                Optional.empty(), Map.of());
    }

    /**
     * A column.
     *
     * @param field of the key or value; empty for one that is worked out
     * @param expr how it is worked out: fields, numbers, {@code seconds}, {@code now}, and {@code + - * /}
     * @param name of the column; the field's when not said
     * @param show label of a show rule in place of what its type says
     * @param when the column is only there if this is true: a truth value or {@code ${argument}}
     * @param process of a stack in user space: the field, the argument or the number that says whose functions it has
     * @param stacks of an id of a stack the map that has the stacks, where that is another than the display's; empty if not
     */
    public record ColumnSpec(String field, String expr, String name, String show, String unit, String when, String process, String stacks) {

        /** A column whose stacks are in the display's map. */
        public ColumnSpec(String field, String expr, String name, String show, String unit, String when, String process) {
            this(field, expr, name, show, unit, when, process, "");
        }

        /** A column that is no stack. */
        public ColumnSpec(String field, String expr, String name, String show, String unit, String when) {
            this(field, expr, name, show, unit, when, "");
        }

        public static ColumnSpec of(String field) {
            return new ColumnSpec(field, "", "", "", "", "");
        }

        /** Returns what the column is called. */
        public String title() {
            return name.isEmpty() ? field.isEmpty() ? expr : field : name;
        }
    }

    /** Leaves out entries that are younger. @param field a time of the kernel's clock, in ns @param than a duration or {@code ${argument}} */
    public record MinAge(String field, String than) {
    }
}
