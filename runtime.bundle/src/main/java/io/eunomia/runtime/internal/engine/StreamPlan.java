package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.MapShape;
import io.eunomia.runtime.internal.decode.SchemaFactory;
import io.eunomia.runtime.internal.display.DisplayPlan;
import io.eunomia.runtime.internal.printk.PrintkObserver;
import io.eunomia.runtime.internal.stack.EventStacks;
import io.eunomia.runtime.internal.stream.Feed;
import io.eunomia.runtime.internal.stream.StreamSpec;
import io.eunomia.runtime.internal.value.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Plans the streams and displays that a package shows. @param stacks resolves the call stacks of events */
record StreamPlan(List<StreamSpec> streams, List<DisplayPlan> displays, EventStacks stacks) {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);

    /**
     * Plans the rings that the package names, or all rings; then its tables, what its iterators write, and what its
     * programs print.
     *
     * @param programs of the object, with what is to be done with each
     * @throws TrackerException naming a map, field or value that is wrong
     */
    static StreamPlan of(BpfObjectFile file, Descriptor descriptor, StartOptions options, Arguments arguments,
            List<ProgramPlan> programs, Host host) {
        SchemaFactory factory = SchemaFactory.of(file, host.clock(), host.names());
        List<StreamSpec> streams = new ArrayList<>();
        for (String map : rings(file, descriptor)) {
            Optional<EventSpec> spec = descriptor.events().stream().filter(e -> e.map().equals(map)).findFirst();
            streams.add(new StreamSpec(factory.events(map, spec), new Feed.Ring()));
        }
        DisplaysPlan displays = new DisplaysPlan(file, descriptor, options, factory.rows(), arguments::resolve);
        for (TableSpec spec : descriptor.tables()) {
            boolean rows = displays.addsUp(spec);
            Optional<DisplayPlan> display = rows ? Optional.of(displays.of(spec)) : Optional.empty();
            CompiledSchema schema = display.map(plan -> plan.shape().schema())
                    .orElseGet(() -> factory.table(spec.map(), Optional.of(spec)));
            streams.add(new StreamSpec(schema, table(spec, schema, arguments, rows)));
            displays.add(display.orElseGet(() -> displays.of(spec)));
        }
        streams.addAll(IteratorPlan.of(file, descriptor, arguments, programs, factory));
        boolean prints = programs.stream().filter(ProgramPlan::chosen)
                .anyMatch(plan -> HelperCalls.of(file.elf(), plan.program()).printsToTrace());
        if (prints) {
            boolean taken = streams.stream().anyMatch(one -> one.schema().stream().equals(PrintkObserver.NAME));
            streams.add(new StreamSpec(PrintkObserver.schema(host.libbpf(), host.clock(),
                    taken ? "bpf_printk" : PrintkObserver.NAME),
                    new Feed.Printk()));
        }
        return new StreamPlan(List.copyOf(streams), displays.all(streams), factory.stacks());
    }

    /** A plan that shows nothing. */
    static StreamPlan none() {
        return new StreamPlan(List.of(), List.of(), new EventStacks(Map.of(), () -> 0));
    }

    List<CompiledSchema> schemas() {
        return streams.stream().map(StreamSpec::schema).toList();
    }

    boolean prints() {
        return streams.stream().anyMatch(one -> one.feed() instanceof Feed.Printk);
    }

    StreamPlan withoutPrintk() {
        return new StreamPlan(streams.stream().filter(one -> !(one.feed() instanceof Feed.Printk)).toList(),
                displays, stacks);
    }

    private static List<String> rings(BpfObjectFile file, Descriptor descriptor) {
        List<MapShape> all = file.maps().stream().map(MapShape::of).toList();
        List<String> named = new ArrayList<>(descriptor.maps());
        descriptor.events().forEach(spec -> {
            if (!named.contains(spec.map())) {
                named.add(spec.map());
            }
        });
        if (named.isEmpty()) {
            return all.stream().filter(MapShape::ring).map(MapShape::name).toList();
        }
        named.forEach(file::map);
        return all.stream().filter(MapShape::ring).map(MapShape::name).filter(named::contains).toList();
    }

    private static Feed.Table table(TableSpec spec, CompiledSchema schema, Arguments arguments, boolean rows) {
        spec.sort().forEach(name -> checkOrdered(spec, schema, name));
        int[] sort = spec.sort().stream().mapToInt(name -> schema.field(name).map(Field::index).orElseThrow(
                () -> wrong(spec, "sorts by \"" + name + "\", which is no field", "it has " + String.join(", ",
                        schema.fields().stream().map(Field::name).toList())))).toArray();
        return new Feed.Table(spec.map(), spec.twin(), spec.active(), interval(spec, arguments.resolve(spec.interval())),
                sort, top(spec, arguments.resolve(spec.top())), spec.drain(), rows, DisplaysPlan.name(spec));
    }

    /** Refuses to sort by texts, bytes and lists, because they have no sum. */
    private static void checkOrdered(TableSpec spec, CompiledSchema schema, String name) {
        schema.field(name).filter(field -> switch (schema.type(field.index()).kind()) {
            case TEXT, ADDRESS, BYTES, WIDE, ARRAY, OTHER -> true;
            default -> false;
        }).ifPresent(field -> {
            throw wrong(spec, "sorts by \"" + name + "\", which is " + field.typeName() + " and no number",
                    "sort by one of " + String.join(", ", schema.fields().stream().filter(one ->
                            schema.type(one.index()).bits() > 0 && schema.type(one.index()).bits() <= Long.SIZE)
                            .map(Field::name).toList()));
        });
    }

    private static Duration interval(TableSpec spec, String text) {
        return interval(text, (problem, hint) -> wrong(spec, problem, hint));
    }

    /** Parses an interval. @param wrong makes the failure of a problem and a hint */
    static Duration interval(String text, BiFunction<String, String, TrackerException> wrong) {
        try {
            Duration interval = Units.duration(text);
            if (interval.compareTo(SHORTEST_INTERVAL) >= 0) {
                return interval;
            }
        } catch (IllegalArgumentException e) {
            throw wrong.apply("has the interval \"" + text + '"', "expected " + e.getMessage());
        }
        throw wrong.apply("has the interval " + text, "give at least " + SHORTEST_INTERVAL.toMillis() + "ms");
    }

    private static int top(TableSpec spec, String text) {
        if (text.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) > 0) {
            return Integer.parseInt(text);
        }
        throw wrong(spec, "has \"top\" " + text, "give a number of rows, 1 or more");
    }

    private static TrackerException wrong(TableSpec spec, String problem, String hint) {
        return new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "table \"" + spec.map() + "\" " + problem,
                hint));
    }
}
