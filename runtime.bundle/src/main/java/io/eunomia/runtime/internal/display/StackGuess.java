package io.eunomia.runtime.internal.display;

import io.eunomia.libbpf.MapFile;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.internal.decode.EntryField;
import io.eunomia.runtime.internal.decode.MapShape;
import io.eunomia.runtime.internal.decode.RowShapes;
import io.eunomia.runtime.internal.display.DisplayPlanner.Origin;
import io.eunomia.runtime.internal.stack.StackSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Concludes from names and types that a map counts stacks. */
final class StackGuess {
    /** Structs whose maps have a stack's id as their key, which nothing else says: memleak of bcc and libbpf-tools. */
    private static final Set<String> KEYED_BY_STACK = Set.of("combined_alloc_info");

    private final RowShapes rows;
    private final DisplayPlanner planner;

    StackGuess(RowShapes rows, DisplayPlanner planner) {
        this.rows = rows;
        this.planner = planner;
    }

    /** Returns the display of a map that counts stacks. @param shown whether it is shown unasked @param state what is said of it besides */
    Optional<DisplayPlan> plan(MapFile map, boolean shown, String state) {
        List<EntryField> fields = rows.fields(MapShape.of(map));
        List<EntryField> stacks = new ArrayList<>(fields.stream().filter(StackNames::isStack).toList());
        String struct = rows.of(map.name(), MapShape.of(map), Optional.empty(), false, List.of()).schema().struct();
        if (stacks.isEmpty() && KEYED_BY_STACK.contains(struct)) {
            fields.stream().filter(EntryField::key).limit(1).forEach(stacks::add);
        }
        Set<String> maps = new TreeSet<>();
        for (EntryField stack : stacks) {
            if (stack.words() == 0) {
                Optional<String> has = rows.stackMap(map.name(), stack, StackNames.space(stack));
                // If it is not certain which map has them, a stack of another would be wrong in all of its names.
                if (has.isEmpty()) {
                    return Optional.empty();
                }
                maps.add(has.get());
            }
        }
        if (stacks.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<ColumnSpec>> key = stacks.stream().anyMatch(StackNames::isStack) ? Optional.empty()
                : Optional.of(stacks.stream().map(field -> new ColumnSpec(field.name(), "", "stack", "stack", "", "")).toList());
        DisplaySpec spec = new DisplaySpec(map.name(), map.name(), DisplayKind.STACKS.label(), "", "", "", false, "", "", "", key, List.of(),
                List.of(), "", 0, 1, 0, Optional.empty(), Map.of());
        String note = "map " + map.name() + " is shown as stacks, because of the names " + String.join(", ", stacks.stream()
                .map(EntryField::name).toList()) + (maps.isEmpty() ? "" : " and map " + String.join(", ", maps)) + users(stacks, fields, map) + state;
        return Optional.of(planner.plan(spec, new Origin(true, shown, note)));
    }

    /** Says whose functions stacks in user space have. */
    private static String users(List<EntryField> stacks, List<EntryField> fields, MapFile map) {
        Optional<EntryField> stack = stacks.stream().filter(field -> StackNames.space(field) != StackSpace.KERNEL).findFirst();
        return stack.map(one -> StackNames.process(one, fields).map(process -> "; functions of user space are those of the process in "
                + process.name()).orElse("; nothing says which process functions of user space are of, so they are addresses: --stacks "
                        + map.name() + ":PROCESS says it")).orElse("");
    }
}
