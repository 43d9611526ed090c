package io.eunomia.runtime.internal.display;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.EntryField;
import io.eunomia.runtime.internal.decode.RowShapes;
import io.eunomia.runtime.internal.display.DisplayPlan.Column;
import io.eunomia.runtime.internal.stack.StackField;
import io.eunomia.runtime.internal.stack.StackField.Place;
import io.eunomia.runtime.internal.stack.StackField.Process;
import io.eunomia.runtime.internal.stack.StackLabels;
import io.eunomia.runtime.internal.stack.StackPlan;
import io.eunomia.runtime.internal.stack.StackSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the stacks of a display among the fields of a map's entries. */
final class StackPlanner {
    /** {@code BPF_F_STACK_BUILD_ID} of include/uapi/linux/bpf.h. */
    private static final int BUILD_ID = 1 << 5;

    private final BpfObjectFile file;
    private final DisplaySpec spec;
    private final RowShapes rows;
    private final List<EntryField> fields;
    private final UnaryOperator<String> resolve;
    private final String process;

    /** @param fields of the map's entries @param process whose functions stacks have that the display does not say it of */
    StackPlanner(BpfObjectFile file, DisplaySpec spec, RowShapes rows, List<EntryField> fields, UnaryOperator<String> resolve, String process) {
        this.process = process;
        this.file = file;
        this.spec = spec;
        this.rows = rows;
        this.fields = fields;
        this.resolve = resolve;
    }

    static boolean wants(DisplaySpec spec) {
        return spec.kind().equals(DisplayKind.STACKS.label());
    }

    /** Returns the names of the fields that are stacks. */
    Set<String> names() {
        return stacks().stream().map(EntryField::name).collect(Collectors.toSet());
    }

    private List<EntryField> stacks() {
        List<EntryField> found = new ArrayList<>();
        for (ColumnSpec column : columns().toList()) {
            if (StackLabels.isShow(column.show())) {
                EntryField field = field(column.field());
                if (!StackNames.canBe(field)) {
                    throw wrong("shows \"" + field.name() + "\" as a stack, which is " + field.type() + " and no stack",
                            "stacks are ids of 4 or 8 bytes, or arrays of addresses of 8 bytes");
                }
                found.add(field);
            }
        }
        if (found.isEmpty()) {
            fields.stream().filter(StackNames::isStack).filter(this::isShown).forEach(found::add);
        }
        List<EntryField> key = fields.stream().filter(EntryField::key).toList();
        if (found.isEmpty() && key.size() == 1 && StackNames.canBe(key.get(0))) {
            found.add(key.get(0));
        }
        if (found.isEmpty()) {
            throw wrong("has no stacks: no field of " + spec.map() + " is called like one", "name it: \"key\": [{\"field\": \"FIELD\", \"show\":"
                    + " \"kstack\"}]; it has " + String.join(", ", fields.stream().map(EntryField::name).toList()));
        }
        return found;
    }

    private Stream<ColumnSpec> columns() {
        return Stream.concat(spec.key().stream().flatMap(List::stream), spec.columns().stream());
    }

    private boolean isShown(EntryField field) {
        return field.key() ? spec.key().isEmpty() || spec.key().get().stream().anyMatch(one -> one.field().equals(field.name()))
                : spec.columns().isEmpty() || spec.columns().stream().anyMatch(one -> one.field().equals(field.name()));
    }

    private EntryField field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst().orElseThrow(() -> wrong("names \"" + name
                + "\", which " + spec.map() + " does not have", "it has " + String.join(", ", fields.stream().map(EntryField::name).toList())));
    }

    /** Makes the plan. @param values the columns with values */
    StackPlan plan(CompiledSchema schema, List<Column> values) {
        List<EntryField> stacks = stacks();
        List<StackField> made = stacks.stream().map(field -> made(schema, field)).sorted(Comparator.comparing(StackField::space)).toList();
        return new StackPlan(made, weight(schema, values, made));
    }

    private StackField made(CompiledSchema schema, EntryField field) {
        Optional<MapFile> map = field.words() == 0 ? Optional.of(map(field)) : Optional.empty();
        boolean builds = map.isPresent() && (map.get().flags() & BUILD_ID) != 0;
        return new StackField(schema.field(field.name()).orElseThrow().index(), place(field), field.words(), map.map(MapFile::name).orElse(""),
                builds, builds ? StackSpace.USER : space(field), process(field));
    }

    private static Place place(EntryField field) {
        return new Place(field.key(), field.at(), field.bytes());
    }

    private MapFile map(EntryField field) {
        List<MapFile> maps = stackMaps(file);
        String said = said(field).map(ColumnSpec::stacks).filter(one -> !one.isEmpty()).orElse(spec.stacks());
        if (!said.isEmpty()) {
            return maps.stream().filter(map -> map.name().equals(said)).findFirst().orElseThrow(() -> wrong("has its stacks in "
                    + said + ", which is no map of stacks", named(maps)));
        }
        return rows.stackMap(spec.map(), field, space(field)).map(file::map).orElseThrow(() -> wrong(maps.isEmpty()
                ? "has ids of stacks, and the object has no map that holds stacks"
                : "does not say which map has the stacks of " + field.name(), named(maps)));
    }

    static List<MapFile> stackMaps(BpfObjectFile file) {
        return file.maps().stream().filter(map -> map.type() == MapType.STACK_TRACE).toList();
    }

    private static String named(List<MapFile> maps) {
        return maps.isEmpty() ? "it needs one of type stack_trace" : "say \"stacks\", of the display or of the field: one of "
                + String.join(", ", maps.stream().map(MapFile::name).toList());
    }

    private StackSpace space(EntryField field) {
        return said(field).map(ColumnSpec::show).filter(StackLabels::isShow).map(StackLabels::ofShow).orElseGet(() -> StackNames.space(field));
    }

    private Optional<ColumnSpec> said(EntryField field) {
        return columns().filter(one -> one.field().equals(field.name())).findFirst();
    }

    private Process process(EntryField stack) {
        if (space(stack) == StackSpace.KERNEL) {
            return Process.UNKNOWN;
        }
        String said = said(stack).map(ColumnSpec::process).filter(one -> !one.isEmpty()).orElse(process);
        if (said.isEmpty()) {
            return StackNames.process(stack, fields).map(field -> new Process(place(field), 0)).orElse(Process.UNKNOWN);
        }
        Optional<EntryField> field = fields.stream().filter(one -> one.name().equals(said)).findFirst();
        if (field.isPresent()) {
            if (!field.get().number() || field.get().bytes() < Integer.BYTES) {
                throw wrong("has the process \"" + said + "\", which is " + field.get().type() + " and no number of a process", "");
            }
            return new Process(place(field.get()), 0);
        }
        String number = said.startsWith("${") || said.matches("\\d+") ? resolve.apply(said) : argument(said);
        if (!number.matches("\\d{0,9}")) {
            throw wrong("has the process \"" + said + "\", which is " + number + " and no number of a process", "");
        }
        return new Process(null, number.isEmpty() ? 0 : Integer.parseInt(number));
    }

    private String argument(String name) {
        try {
            return resolve.apply("${" + name + '}');
        } catch (io.eunomia.runtime.TrackerException e) {
            throw wrong("has the process \"" + name + "\", which is neither a field of " + spec.map() + " nor an argument with a value",
                    "fields are " + String.join(", ", fields.stream().map(EntryField::name).toList()));
        }
    }

    /** Finds the first value that is a number and no stack. */
    private static int weight(CompiledSchema schema, List<Column> values, List<StackField> stacks) {
        for (int i = 0; i < values.size(); i++) {
            int field = values.get(i).field();
            FieldKind kind = field < 0 ? FieldKind.FLOAT : schema.fields().get(field).kind();
            boolean number = kind == FieldKind.UNSIGNED || kind == FieldKind.SIGNED || kind == FieldKind.FLOAT;
            if (number && stacks.stream().noneMatch(one -> one.field() == field)) {
                return i;
            }
        }
        return -1;
    }

    private io.eunomia.runtime.TrackerException wrong(String problem, String hint) {
        return DisplayPlanner.wrong(spec, problem, hint);
    }
}
