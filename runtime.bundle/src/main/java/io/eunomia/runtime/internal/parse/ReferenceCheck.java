package io.eunomia.runtime.internal.parse;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor.Alternatives;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.PackageForm;
import java.util.List;

/** Checks that the names in a descriptor exist in its object, so that a wrong name is reported with its place. */
final class ReferenceCheck {
    private final ObjectNames object;
    private final List<String> warnings;

    private ReferenceCheck(ObjectNames object, List<String> warnings) {
        this.object = object;
        this.warnings = warnings;
    }

    static void run(Parsed parsed, ElfObject object, List<String> warnings) {
        ReferenceCheck check = new ReferenceCheck(new ObjectNames(object), warnings);
        if (parsed.form() == PackageForm.EUNOMIA_BPF) {
            check.dropUnknown(parsed.draft());
        } else {
            check.require(parsed.draft());
        }
    }

    private void require(Draft draft) {
        each(List.copyOf(draft.programs), "/progs", object::requireProgram);
        each(draft.maps, "/maps", object::requireMap);
        draft.attach.keySet().forEach(program -> object.requireProgram(program, "/programs/" + program));
        each(List.copyOf(draft.without), "/without", object::requireProgram);
        if (!draft.optional.contains("*")) {
            each(List.copyOf(draft.optional), "/optional", object::requireProgram);
        }
        draft.mapSizes.keySet().stream().map(size -> size.substring(0, size.lastIndexOf('.'))).distinct()
                .forEach(map -> object.requireMap(map, "/map/" + map));
        for (int i = 0; i < draft.alternatives.size(); i++) {
            alternatives(draft.alternatives.get(i), "/alternatives/" + i + "/choices");
        }
        for (ArgumentSpec argument : draft.arguments.values()) {
            if (!argument.global().isEmpty()) {
                object.requireGlobal(argument.global(), "/args/" + argument.name() + "/global");
            }
        }
        for (int i = 0; i < draft.events.size(); i++) {
            event(draft.events.get(i), "/events/" + i);
        }
        for (int i = 0; i < draft.tables.size(); i++) {
            table(draft.tables.get(i), "/tables/" + i);
        }
        for (int i = 0; i < draft.displays.size(); i++) {
            display(draft.displays.get(i), "/displays/" + i);
        }
        for (int i = 0; i < draft.iterators.size(); i++) {
            object.requireProgram(draft.iterators.get(i).program(), "/iterators/" + i + "/program");
            if (!draft.iterators.get(i).type().isEmpty()) {
                object.requireStruct(draft.iterators.get(i).type(), "/iterators/" + i + "/type");
            }
        }
        if (!draft.keepMaps.equals(List.of("*"))) {
            each(draft.keepMaps, "/keep_maps", object::requireMap);
        }
    }

    private void alternatives(Alternatives group, String pointer) {
        for (int i = 0; i < group.choices().size(); i++) {
            each(group.choices().get(i), pointer + '/' + i, object::requireProgram);
        }
    }

    private void event(EventSpec event, String pointer) {
        object.requireMap(event.map(), pointer + "/map");
        if (!event.type().isEmpty()) {
            object.requireStruct(event.type(), pointer + "/type");
        }
    }

    private void table(TableSpec table, String pointer) {
        object.requireMap(table.map(), pointer + "/map");
        if (!table.twin().isEmpty()) {
            object.requireMap(table.twin(), pointer + "/twin");
            object.requireGlobal(table.active(), pointer + "/active");
        }
    }

    private void display(DisplaySpec display, String pointer) {
        object.requireMap(display.map(), pointer + "/map");
        if (!display.stacks().isEmpty()) {
            object.requireMap(display.stacks(), pointer + "/stacks");
        }
        if (!display.twin().isEmpty()) {
            object.requireMap(display.twin(), pointer + "/twin");
            object.requireGlobal(display.active(), pointer + "/active");
        }
    }

    private static void each(List<String> names, String pointer, java.util.function.BiConsumer<String, String> check) {
        for (int i = 0; i < names.size(); i++) {
            check.accept(names.get(i), pointer + '/' + i);
        }
    }

    /**
     * Drops unknown names with a warning. Form 3's metadata is made by a compiler from the same source, so an entry that
     * does not fit is useless, but no fault of the author.
     */
    private void dropUnknown(Draft draft) {
        draft.attach.keySet().removeIf(program -> unknown(object.hasProgram(program), "/meta/bpf_skel/progs", "program",
                program));
        draft.arguments.values().removeIf(argument -> unknown(object.hasGlobal(argument.global()),
                "/meta/bpf_skel/data_sections", "global variable", argument.global()));
        draft.events = draft.events.stream().filter(event -> !unknown(
                object.hasMap(event.map()) && object.hasStruct(event.type()), "/meta/export_types",
                "map or struct", event.map() + ", " + event.type())).toList();
        draft.tables = draft.tables.stream().filter(table -> !unknown(object.hasMap(table.map()),
                "/meta/bpf_skel/maps", "map", table.map())).toList();
        draft.displays = draft.displays.stream().filter(display -> !unknown(object.hasMap(display.map()),
                "/meta/bpf_skel/maps", "map", display.map())).filter(display -> hasBuckets(display, draft.samples.get(display.map()))).toList();
    }

    private boolean hasBuckets(DisplaySpec display, String pointer) {
        boolean has = object.hasBuckets(display.map());
        if (!has) {
            warnings.add(pointer + ": the sample of map " + display.map() + " asks for a histogram, and its value has no list of"
                    + " numbers; ignored");
        }
        return has;
    }

    private boolean unknown(boolean known, String pointer, String kind, String name) {
        if (!known) {
            warnings.add(pointer + ": the object has no " + kind + ' ' + name + "; ignored");
        }
        return !known;
    }
}
