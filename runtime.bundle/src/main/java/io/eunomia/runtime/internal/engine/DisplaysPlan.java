package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.MapFile;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.internal.decode.RowShapes;
import io.eunomia.runtime.internal.display.DisplayGuesses;
import io.eunomia.runtime.internal.display.DisplayPlan;
import io.eunomia.runtime.internal.display.DisplayPlanner;
import io.eunomia.runtime.internal.stream.Feed;
import io.eunomia.runtime.internal.stream.StreamSpec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Plans the displays of a package: those it defines, those that are asked for at the start, and those that its types suggest. */
final class DisplaysPlan {
    private final BpfObjectFile file;
    private final Descriptor descriptor;
    private final StartOptions options;
    private final RowShapes rows;
    private final DisplayPlanner planner;
    private final Map<String, DisplayPlan> plans = new LinkedHashMap<>();

    /** @param resolve replaces {@code ${argument}} by its value */
    DisplaysPlan(BpfObjectFile file, Descriptor descriptor, StartOptions options, RowShapes rows, UnaryOperator<String> resolve) {
        this.file = file;
        this.descriptor = descriptor;
        this.options = options;
        this.rows = rows;
        this.planner = new DisplayPlanner(file, rows, resolve);
    }

    static String name(TableSpec table) {
        return table.stream().isEmpty() ? table.map() : table.stream();
    }

    /** Tells whether the rows of a table are those of its display, because the map's entries cannot be shown as they are. */
    boolean addsUp(TableSpec table) {
        MapFile map = file.map(table.map());
        return map.type().perCpu() || map.internal() && !map.name().startsWith(".rodata") && !map.name().startsWith(".kconfig");
    }

    /** Plans the display of a table that is a stream of rows too. */
    DisplayPlan of(TableSpec table) {
        return planner.plan(new DisplaySpec(name(table), table.map(), DisplayKind.TABLE.label(), "", "", table.interval(),
                table.drain(), table.twin(), table.active(), "", Optional.empty(), List.of(), table.sort(), table.top(), 0,
                1, 0, Optional.empty(), Map.of()));
    }

    void add(DisplayPlan plan) {
        String name = plan.info().name();
        if (plans.putIfAbsent(name, plan) != null) {
            throw new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, "two displays are called \"" + name + '"',
                    "give one of them another name: \"name\": \"…\""));
        }
    }

    /** Returns all displays. @param streams what else is shown */
    List<DisplayPlan> all(List<StreamSpec> streams) {
        descriptor.displays().forEach(spec -> add(planner.plan(spec)));
        options.tables().forEach(map -> asked(map, DisplayKind.TABLE, map, ""));
        options.histograms().forEach(text -> asked(text, DisplayKind.LOG2));
        options.stacks().forEach(text -> asked(text, DisplayKind.STACKS));
        Set<String> said = new HashSet<>();
        Set<String> used = new HashSet<>();
        plans.values().forEach(plan -> {
            said.add(plan.source().map());
            said.add(plan.source().twin());
            used.add(plan.source().active());
        });
        streams.stream().map(StreamSpec::feed).filter(Feed.Table.class::isInstance).map(Feed.Table.class::cast)
                .forEach(table -> used.add(table.active()));
        Set<String> structs = new HashSet<>();
        streams.stream().map(stream -> stream.schema().struct()).filter(name -> !name.isEmpty()).forEach(structs::add);
        // What is asked for at the start comes on top of what is shown anyway.
        // What programs print is for whoever debugs them, as a rule, and no reason to keep back what they have counted.
        boolean alone = streams.stream().allMatch(stream -> stream.feed() instanceof Feed.Printk) && descriptor.displays().isEmpty();
        new DisplayGuesses(file, rows, planner, said, used, structs, alone).plans()
                .forEach(plan -> plans.putIfAbsent(plan.info().name(), plan));
        return List.copyOf(plans.values());
    }

    /** Plans a display that was asked for by hand. @param text a map, and after a colon what of it */
    private void asked(String text, DisplayKind kind) {
        int colon = text.indexOf(':');
        asked(text, kind, colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : text.substring(colon + 1));
    }

    /** Plans a display that is asked for at the start. An error in it is the caller's. */
    private void asked(String text, DisplayKind kind, String map, String member) {
        if (file.maps().stream().noneMatch(one -> one.name().equals(map))) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "there is no map \"" + map + "\" to be shown", "it has "
                    + String.join(", ", file.maps().stream().map(MapFile::name).toList())));
        }
        String name = plans.containsKey(map) ? text.equals(map) ? map + '.' + kind.label() : text : map;
        try {
            add(kind == DisplayKind.STACKS ? planner.plan(DisplaySpec.of(name, map, kind.label(), ""), member)
                    : planner.plan(DisplaySpec.of(name, map, kind.label(), member)));
        } catch (TrackerException e) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, e.failure().message(), e.failure().hint()), e);
        }
    }
}
