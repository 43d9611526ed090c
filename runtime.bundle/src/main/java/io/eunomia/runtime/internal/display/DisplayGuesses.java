package io.eunomia.runtime.internal.display;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.internal.decode.MapShape;
import io.eunomia.runtime.internal.decode.RowShape;
import io.eunomia.runtime.internal.decode.RowShape.Part;
import io.eunomia.runtime.internal.decode.RowShapes;
import io.eunomia.runtime.internal.display.DisplayPlanner.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Concludes from the types of an object's maps and variables what they may show, for packages that say nothing about them.
 * What it concludes, the display's note says. A map that only keeps what a program needs for itself is not shown unasked.
 */
public final class DisplayGuesses {
    private static final String SLOTS = "slots";
    private static final int MOST_ENTRIES = 4096;
    /** Names that say the unit of what they measure. */
    private static final Pattern UNIT = Pattern.compile("(?:^|.*_)(ns|us|ms|nsecs|usecs|msecs|bytes|kb|kbytes)(?:_.*|$)");

    /** Names of maps and variables with which programs work, as public tools call them: what they hold is no result. */
    private static final Pattern WORKING = Pattern.compile("(?:.*_)?(?:starts?|started|begins?|births?|inflight|in_flight|ts|timestamps?|"
            + "scratch|heaps?|tmp|temp|bufs?|buffers?|stacks?|config|cfg|settings|filters?|targets?|ctx|contexts?|state|args?|params?|current|"
            + "pending|active|enabled?|zero|empty|initial|init|defaults?|cookies?|seq|lock)(?:_map|_?\\d+)?|(?:initial|zero|empty|default|dummy)_.*",
            Pattern.CASE_INSENSITIVE);

    private final BpfObjectFile file;
    private final RowShapes rows;
    private final DisplayPlanner planner;
    private final SectionVariables variables;
    private final Set<String> said;
    private final Set<String> used;
    private final Set<String> structs;
    private final boolean alone;

    /**
     * @param said maps that the package shows itself
     * @param used names of variables that have a use of their own
     * @param structs names of the structs that rings carry: a map of them is memory in which events are put together
     * @param alone whether the tracker shows nothing else
     */
    public DisplayGuesses(BpfObjectFile file, RowShapes rows, DisplayPlanner planner, Set<String> said, Set<String> used,
            Set<String> structs, boolean alone) {
        this.file = file;
        this.rows = rows;
        this.planner = planner;
        this.variables = new SectionVariables(file, rows);
        this.said = said;
        this.used = used;
        this.structs = structs;
        this.alone = alone;
    }

    /** Returns the displays. What cannot be shown is left out. */
    public List<DisplayPlan> plans() {
        List<DisplayPlan> plans = new ArrayList<>();
        Set<String> deleted = DeletedFrom.maps(file.elf());
        for (MapFile map : file.maps()) {
            try {
                if (said.contains(map.name())) {
                    continue;
                }
                if (DisplayPlanner.isSection(map)) {
                    section(map, plans);
                } else if (!map.internal() && map.fault().isEmpty()) {
                    map(map, deleted.contains(map.name())).ifPresent(plans::add);
                }
            } catch (TrackerException e) {
                // A map that cannot be laid out is one that nothing is concluded about.
                continue;
            }
        }
        return plans;
    }

    private Optional<DisplayPlan> map(MapFile map, boolean deleted) {
        boolean array = map.type() == MapType.ARRAY || map.type() == MapType.PERCPU_ARRAY;
        boolean hash = map.type() == MapType.HASH || map.type() == MapType.LRU_HASH || map.type() == MapType.PERCPU_HASH
                || map.type() == MapType.LRU_PERCPU_HASH || map.type() == MapType.LPM_TRIE;
        if (!array && !hash) {
            return Optional.empty();
        }
        RowShape shape = rows.of(map.name(), MapShape.of(map), Optional.empty(), false, List.of());
        List<Part> values = shape.parts().stream().filter(part -> !part.key()).toList();
        Optional<Part> slots = values.stream().filter(part -> part.sum() && part.count() > 0 && part.name().endsWith(SLOTS)).findFirst();
        if (slots.isPresent()) {
            return Optional.of(histogram(map.name(), map.name(), slots.get().name(), map.name(), "its value has a list \""
                    + slots.get().name() + '"'));
        }
        boolean working = deleted || isWorking(map.name().replaceFirst("(?i)_?stacks?$", ""));
        Optional<DisplayPlan> stacks = new StackGuess(rows, planner).plan(map, alone && !working, working ? working(deleted) : "");
        if (stacks.isPresent()) {
            return stacks;
        }
        boolean numbers = !values.isEmpty() && values.stream().allMatch(Part::sum);
        if (array && (!numbers || Integer.toUnsignedLong(map.maxEntries()) > MOST_ENTRIES) || structs.contains(shape.schema().struct())) {
            return Optional.empty();
        }
        return Optional.of(table(map, values, numbers, array, deleted));
    }

    private DisplayPlan table(MapFile map, List<Part> values, boolean numbers, boolean array, boolean deleted) {
        boolean counter = map.name().startsWith("counter_");
        boolean gauge = map.name().startsWith("gauge_");
        boolean column = map.type().perCpu() && !numbers;
        String how = map.type().perCpu() ? column ? ", with a row for each CPU, because not all of its values can be added up"
                : ", summed over all CPUs" : "";
        String kind = counter ? "counter" : gauge ? "gauge" : "table";
        String why = counter || gauge ? " because of its name" : "";
        List<String> sort = array ? List.of() : values.stream().filter(part -> part.sum() && part.count() == 0).map(Part::name)
                .limit(1).toList();
        DisplaySpec spec = new DisplaySpec(map.name(), map.name(), kind, "", "", "", false, "", "", column ? "column" : "",
                Optional.empty(), List.of(), sort, "", 0, 1, 0, Optional.empty(), java.util.Map.of());
        String untyped = map.valueTypeId() == 0 ? "; the types of its key and value are not known, so they are shown as unsigned" : "";
        boolean working = deleted || isWorking(map.name());
        String state = working ? working(deleted) : "";
        return planner.plan(spec, new Origin(true, alone && !working || map.name().startsWith("print_") || counter || gauge,
                "map " + map.name() + " (" + MapNames.type(map) + ") is shown as a " + kind + why + how + untyped + state));
    }

    private static String working(boolean deleted) {
        return "; it is not shown unasked, since " + (deleted ? "programs delete from it" : "its name says so")
                + ": it may hold what is under way rather than results";
    }

    private DisplayPlan histogram(String name, String map, String buckets, String hint, String why) {
        String unit = unit(hint);
        DisplaySpec spec = DisplaySpec.of(name, map, DisplayKind.LOG2.label(), buckets);
        DisplaySpec typed = new DisplaySpec(spec.name(), spec.map(), spec.kind(), spec.buckets(), unit, "", false, "", "", "",
                Optional.empty(), List.of(), List.of(), "", 0, 1, 0, Optional.empty(), java.util.Map.of());
        return planner.plan(typed, new Origin(true, true, name + " is shown as a histogram of powers of two, because " + why + "; "
                + (unit.isEmpty() ? "the unit of its values is not known" : "its unit, " + unit + ", is from its name")));
    }

    /** Tells whether a name says that a program works with what it holds, and does not end like a counter's. */
    private static boolean isWorking(String name) {
        return WORKING.matcher(name).matches();
    }

    private static String unit(String name) {
        Matcher unit = UNIT.matcher(name);
        return unit.matches() ? unit.group(1).replace("nsecs", "ns").replace("usecs", "us").replace("msecs", "ms") : "";
    }

    private void section(MapFile map, List<DisplayPlan> plans) {
        for (GlobalVariable list : variables.lists(map.name())) {
            RowShape shape = rows.ofElements(list.name(), list, List.of());
            shape.parts().stream().filter(part -> part.sum() && part.count() > 0 && part.name().equals(SLOTS)).findFirst()
                    .ifPresent(slots -> plans.add(histogram(list.name(), map.name(), list.name() + '.' + SLOTS, list.name(),
                            "each of its elements has a list \"slots\"")));
        }
        List<ColumnSpec> counters = new ArrayList<>();
        for (GlobalVariable variable : variables.counting(map.name(), used)) {
            if (isWorking(variable.name())) {
                continue;
            }
            RowShape shape = rows.of(variable.name(), map.name(), List.of(variable), List.of());
            Optional<Part> slots = shape.parts().stream().filter(part -> part.count() > 0 && part.name().endsWith('.' + SLOTS)).findFirst();
            if (slots.isPresent()) {
                plans.add(histogram(variable.name(), map.name(), slots.get().name(), variable.name(), "it has a list \"slots\""));
            } else {
                shape.parts().forEach(part -> counters.add(ColumnSpec.of(part.name())));
            }
        }
        if (!counters.isEmpty()) {
            String name = map.name().startsWith(".bss") ? "globals" : "globals" + map.name();
            DisplaySpec spec = new DisplaySpec(name, map.name(), DisplayKind.GAUGE.label(), "", "", "", false, "", "", "",
                    Optional.empty(), counters, List.of(), "", 0, 1, 0, Optional.empty(), java.util.Map.of());
            boolean lists = planner.plan(asTable(spec), Origin.SAID).shape().parts().stream().anyMatch(part -> part.count() > 0);
            plans.add(planner.plan(lists ? asTable(spec) : spec, new Origin(true, alone, "the variables in " + map.name()
                    + " are shown as they are; whether they count or measure is not known")));
        }
    }

    private static DisplaySpec asTable(DisplaySpec spec) {
        return new DisplaySpec(spec.name(), spec.map(), DisplayKind.TABLE.label(), "", "", "", false, "", "", "", Optional.empty(),
                spec.columns(), List.of(), "", 0, 1, 0, Optional.empty(), spec.metric());
    }
}
