package io.eunomia.runtime.internal.display;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.internal.decode.MapShape;
import io.eunomia.runtime.internal.decode.RowShape;
import io.eunomia.runtime.internal.decode.RowShapes;
import io.eunomia.runtime.internal.display.DisplayPlan.Source;
import io.eunomia.runtime.internal.stack.StackLabels;
import io.eunomia.runtime.internal.stack.StackPlan;
import io.eunomia.runtime.internal.value.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Compiles displays against an open object. Confined to one thread. */
public final class DisplayPlanner {
    static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);
    /** The number is above what people read, and bounds what a reading writes. */
    private static final int MOST_ROWS = 10_000;
    private static final Set<MapType> SHOWN = EnumSet.of(MapType.HASH, MapType.ARRAY, MapType.PERCPU_HASH, MapType.PERCPU_ARRAY,
            MapType.LRU_HASH, MapType.LRU_PERCPU_HASH, MapType.LPM_TRIE);

    private final BpfObjectFile file;
    private final RowShapes rows;
    private final UnaryOperator<String> resolve;

    /** @param resolve replaces {@code ${argument}} by the argument's value */
    public DisplayPlanner(BpfObjectFile file, RowShapes rows, UnaryOperator<String> resolve) {
        this.file = file;
        this.rows = rows;
        this.resolve = resolve;
    }

    /** What is said of a display beside its definition. @param note what was concluded */
    record Origin(boolean guessed, boolean shown, String note) {
        static final Origin SAID = new Origin(false, true, "");
    }

    /** Compiles a display that a package or a caller defines. @throws TrackerException naming what is not there, with what is */
    public DisplayPlan plan(DisplaySpec spec) {
        return plan(spec, Origin.SAID);
    }

    /** Compiles a display of stacks. @param process says whose functions those in user space have, where the display does not */
    public DisplayPlan plan(DisplaySpec spec, String process) {
        return plan(spec, Origin.SAID, process);
    }

    DisplayPlan plan(DisplaySpec spec, Origin origin) {
        return plan(spec, origin, "");
    }

    private DisplayPlan plan(DisplaySpec spec, Origin origin, String process) {
        MapFile map = file.map(spec.map());
        if (!SHOWN.contains(map.type())) {
            throw wrong(spec, "cannot be shown: map " + map.name() + " is of type " + MapNames.type(map),
                    "maps of types " + String.join(", ", SHOWN.stream().map(MapNames::type).toList()) + " can");
        }
        if (StackPlanner.wants(spec)) {
            return stacks(spec, origin, map, process);
        }
        boolean sum = !map.type().perCpu() || !spec.cpu().equals("column");
        Source source;
        RowShape shape;
        DisplaySpec local = spec;
        if (isSection(map)) {
            List<GlobalVariable> variables = new SectionVariables(file, rows).named(spec);
            int elements = variables.size() == 1 ? rows.elements(variables.get(0)) : 0;
            if (elements > 0) {
                GlobalVariable variable = variables.get(0);
                local = SectionVariables.inside(spec, variable);
                shape = rows.ofElements(name(spec), variable, shows(local));
                source = new Source(map.name(), "", "", false, map.valueSize(), true, true, variable.offset(), elements,
                        variable.size() / elements);
            } else {
                shape = rows.of(name(spec), map.name(), variables, shows(spec));
                source = new Source(map.name(), "", "", false, map.valueSize(), true, false, 0, 1, 0);
            }
        } else {
            checkTwin(spec, map);
            shape = rows.of(name(spec), MapShape.of(map), keys(spec, map), !sum, shows(spec));
            source = new Source(map.name(), spec.twin(), spec.active(), map.type().perCpu(), map.valueSize(),
                    isArray(map), false, 0, 1, 0);
        }
        return compiled(spec, local, origin, shape, source);
    }

    private DisplayPlan stacks(DisplaySpec spec, Origin origin, MapFile map, String process) {
        if (isSection(map)) {
            throw wrong(spec, "cannot show variables as stacks", "stacks are shown of the entries of a map");
        }
        checkTwin(spec, map);
        boolean array = isArray(map);
        if (array && spec.drain()) {
            throw wrong(spec, "is to be drained, and " + map.name() + " is an array, whose entries cannot be taken out", "leave out drain");
        }
        boolean sum = !map.type().perCpu() || !spec.cpu().equals("column");
        StackPlanner stacks = new StackPlanner(file, spec, rows, rows.fields(MapShape.of(map)), resolve, process);
        RowShape shape = rows.withStacks(name(spec), MapShape.of(map), keys(spec, map), !sum, shows(spec), stacks.names());
        return compiled(spec, spec, origin, shape, new Source(map.name(), spec.twin(), spec.active(), map.type().perCpu(), map.valueSize(),
                array, false, 0, 1, 0), stacks);
    }

    private static boolean isArray(MapFile map) {
        return map.type() == MapType.ARRAY || map.type() == MapType.PERCPU_ARRAY;
    }

    private DisplayPlan compiled(DisplaySpec spec, DisplaySpec local, Origin origin, RowShape shape, Source source) {
        return compiled(spec, local, origin, shape, source, null);
    }

    private DisplayPlan compiled(DisplaySpec spec, DisplaySpec local, Origin origin, RowShape shape, Source source, StackPlanner stacks) {
        ColumnPlanner columns = new ColumnPlanner(local, shape, rows, resolve);
        DisplayKind kind = DisplayKind.of(spec.kind()).orElseThrow();
        DisplayPlan.Buckets buckets = columns.buckets(kind, source);
        List<DisplayPlan.Column> keys = columns.keys(buckets);
        List<DisplayPlan.Column> values = columns.values(kind, buckets);
        requireDifferent(spec, keys, values);
        StackPlan stacked = stacks == null ? StackPlan.NONE : stacks.plan(shape.schema(), values);
        DisplayInfo info = new DisplayInfo(name(spec), kind, spec.map(), spec.unit(), interval(spec), spec.drain(), origin.guessed(),
                origin.shown(), origin.note(), keys.stream().map(DisplayPlan.Column::name).toList(),
                values.stream().map(DisplayPlan.Column::name).toList());
        return new DisplayPlan(info, shape, source, keys, values, buckets,
                RowSort.greatestFirst(stacked.weight() >= 0 && spec.sort().isEmpty() ? new int[] {keys.size() + stacked.weight()}
                        : columns.sort(keys, values)),
                top(spec), spec.maxSeries() == 0 ? MOST_ROWS : spec.maxSeries(), columns.age().orElse(null), stacked,
                new MetricPlanner(spec, kind, keys, values).plan());
    }

    /** Two members of one name in a row of JSON would be read as one. */
    private static void requireDifferent(DisplaySpec spec, List<DisplayPlan.Column> keys, List<DisplayPlan.Column> values) {
        Set<String> names = new HashSet<>();
        for (DisplayPlan.Column column : Stream.concat(keys.stream(), values.stream()).toList()) {
            if (!names.add(column.name())) {
                throw wrong(spec, "has two columns called \"" + column.name() + '"', "give one of them another \"name\"");
            }
        }
    }

    static boolean isSection(MapFile map) {
        return map.internal() && (map.name().startsWith(".bss") || map.name().startsWith(".data"));
    }

    static String name(DisplaySpec spec) {
        return spec.name().isEmpty() ? spec.map() : spec.name();
    }

    private void checkTwin(DisplaySpec spec, MapFile map) {
        if (spec.twin().isEmpty()) {
            return;
        }
        MapFile twin = file.map(spec.twin());
        if (twin.type() != map.type() || twin.keySize() != map.keySize() || twin.valueSize() != map.valueSize()) {
            throw wrong(spec, "has the twin " + twin.name() + ", which is not like " + map.name(),
                    "both need the same type, key and value");
        }
        Optional<GlobalVariable> active = file.globals().stream().filter(one -> one.name().equals(spec.active())).findFirst();
        if (active.isEmpty() || active.get().constant() || active.get().size() != Integer.BYTES) {
            throw wrong(spec, "has the active \"" + spec.active() + "\", which is no variable of 4 bytes that can be written",
                    "declare it: volatile __u32 " + spec.active() + ";");
        }
    }

    /** Returns the parts of the key that are there, whose conditions are met; empty for all of them. */
    private Optional<List<String>> keys(DisplaySpec spec, MapFile map) {
        if (spec.key().isEmpty() || spec.buckets().equals(ColumnPlanner.BY_INDEX)) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (ColumnSpec key : spec.key().get()) {
            if (!key.expr().isEmpty()) {
                throw wrong(spec, "has a key that is worked out, \"" + key.expr() + '"', "rows are told apart by fields of the map's key;"
                        + " show what is worked out as a column");
            }
            if (isTrue(spec, key)) {
                names.add(key.field());
            }
        }
        if (!spec.buckets().isEmpty() && isKey(spec, map)) {
            names.add(spec.buckets());
        }
        return Optional.of(names);
    }

    /** Tells whether a histogram's bucket is a number in the key. */
    private boolean isKey(DisplaySpec spec, MapFile map) {
        return rows.of(name(spec), MapShape.of(map), Optional.empty(), false, List.of()).parts().stream()
                .anyMatch(part -> part.key() && part.name().equals(spec.buckets()));
    }

    private boolean isTrue(DisplaySpec spec, ColumnSpec column) {
        String text = resolve.apply(column.when());
        switch (text) {
            case "", "true", "yes", "on", "1":
                return true;
            case "false", "no", "off", "0":
                return false;
            default:
                throw wrong(spec, "has the column " + column.title() + " when \"" + text + '"', "give true or false");
        }
    }

    private static List<FieldSpec> shows(DisplaySpec spec) {
        List<FieldSpec> shows = new ArrayList<>();
        spec.key().ifPresent(keys -> keys.forEach(key -> show(spec, key, shows)));
        spec.columns().forEach(column -> show(spec, column, shows));
        return shows;
    }

    private static void show(DisplaySpec spec, ColumnSpec column, List<FieldSpec> shows) {
        boolean stack = StackPlanner.wants(spec) && StackLabels.isShow(column.show());
        if (!column.show().isEmpty() && !column.field().isEmpty() && !stack) {
            shows.add(new FieldSpec(column.field(), 0, column.show()));
        }
    }

    private Duration interval(DisplaySpec spec) {
        String text = resolve.apply(spec.interval());
        if (text.isEmpty()) {
            return DEFAULT_INTERVAL;
        }
        Duration interval = duration(spec, text);
        if (interval.compareTo(DisplayInfo.SHORTEST_INTERVAL) < 0) {
            throw wrong(spec, "has the interval " + text, "give at least " + DisplayInfo.SHORTEST_INTERVAL.toMillis() + "ms");
        }
        return interval;
    }

    static Duration duration(DisplaySpec spec, String text) {
        try {
            return Units.duration(text);
        } catch (IllegalArgumentException e) {
            throw wrong(spec, "has the duration \"" + text + '"', "expected " + e.getMessage());
        }
    }

    private int top(DisplaySpec spec) {
        String text = resolve.apply(spec.top());
        if (text.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) > 0) {
            return Integer.parseInt(text);
        }
        throw wrong(spec, "has \"top\" " + text, "give a number of rows, 1 or more");
    }

    static TrackerException wrong(DisplaySpec spec, String problem, String hint) {
        return new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, "display \"" + name(spec) + "\" " + problem, hint));
    }
}
