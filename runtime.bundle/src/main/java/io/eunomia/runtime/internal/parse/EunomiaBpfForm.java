package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.PackageForm;
import io.eunomia.runtime.display.DisplayKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads form 3, which eunomia-bpf's compiler {@code ecc} writes: {@code bpf_object} (base64 of the zlib-packed ELF),
 * {@code bpf_object_size} and {@code meta}. Export types, command line arguments and the samples of maps are used; the rest
 * is known from the object itself.
 */
final class EunomiaBpfForm {
    private static final Map<String, DisplayKind> SAMPLES = Map.of("log2_hist", DisplayKind.LOG2, "linear_hist", DisplayKind.LINEAR);

    private EunomiaBpfForm() {
    }

    static Parsed read(JsonObject root, PackageLimits limits) {
        JsonValue data = root.get("bpf_object");
        JsonValue size = root.get("bpf_object_size");
        JsonObject meta = root.get("meta").objectOrEmpty();
        root.warnAboutRest();
        JsonObject skeleton = meta.get("bpf_skel").objectOrEmpty();
        Draft draft = new Draft();
        draft.name = TrackerNames.derived(skeleton.get("obj_name").textOr("").replaceFirst("_bpf$", ""));
        document(draft, skeleton.get("doc").objectOrEmpty());
        skeleton.get("data_sections").elements().forEach(section -> arguments(draft, section.object()));
        EunomiaBpfPrograms.read(draft, skeleton.get("progs"));
        maps(draft, skeleton.get("maps"), exportTypes(meta.get("export_types")));
        EunomiaBpfRest.warnAbout(meta, skeleton);
        byte[] object = ObjectData.decode(data.pointer(), data.encoded(), Compression.ZLIB, limits);
        ObjectData.checkSize(size, object);
        return new Parsed(PackageForm.EUNOMIA_BPF, draft, object);
    }

    private static void document(Draft draft, JsonObject doc) {
        JsonValue version = doc.get("version");
        draft.version = TrackerNames.checkedVersion(version.scalarOr(""), version.pointer());
        JsonValue brief = doc.get("brief");
        draft.description = brief.present() ? brief.prose() : doc.get("description").prose();
    }

    private static List<EventSpec> exportTypes(JsonValue types) {
        List<EventSpec> specs = new ArrayList<>();
        for (JsonValue type : types.elements()) {
            JsonObject members = type.object();
            List<FieldSpec> fields = members.get("members").elements().stream()
                    .map(member -> new FieldSpec(member.object().get("name").text(), 0, "")).toList();
            specs.add(new EventSpec("", "", members.get("name").text(), fields));
        }
        return specs;
    }

    /**
     * Reads arguments: {@code cmdarg} gives a global a place on the command line, {@code value} is set without being asked
     * for.
     */
    private static void arguments(Draft draft, JsonObject section) {
        section.get("name");
        for (JsonValue variable : section.get("variables").elements()) {
            JsonObject members = variable.object();
            EunomiaBpfRest.warnAboutVariable(members);
            String global = members.get("name").text();
            JsonObject option = members.get("cmdarg").objectOrEmpty();
            String value = option.get("default").argumentOr(members.get("value").argumentOr(""));
            String help = option.has("help") ? option.get("help").prose() : members.get("description").prose();
            String name = option.get("long").textOr(global);
            if (name.startsWith("__") && !option.has("default")) {
                continue; // format strings of bpf_printk and the like
            }
            TrackerNames.checkedArgument(name, option.get("long").pointer());
            draft.arguments.put(name, new ArgumentSpec(name, global, "", value, "", "", help));
        }
    }

    private static void maps(Draft draft, JsonValue maps, List<EventSpec> types) {
        List<TableSpec> tables = new ArrayList<>();
        List<EventSpec> events = new ArrayList<>();
        List<DisplaySpec> displays = new ArrayList<>();
        for (JsonValue map : maps.elements()) {
            JsonObject members = map.object();
            String name = members.get("name").text();
            JsonValue sample = members.get("sample");
            JsonValue exported = members.get("export_config");
            EunomiaBpfRest.warnAboutMap(members);
            if (sample.present()) {
                sample(name, sample.object(), tables, displays);
                draft.samples.put(name, sample.pointer());
            } else if (exported.isText() || types.size() == 1 && looksLikeRing(name)) {
                String type = exported.isText() ? exported.text() : types.get(0).type();
                types.stream().filter(spec -> spec.type().equals(type)).findFirst()
                        .ifPresent(spec -> events.add(new EventSpec(name, "", type, EunomiaBpfStacks.fields(members.get("intepreter"), spec.fields()))));
            }
        }
        draft.tables = List.copyOf(tables);
        draft.events = List.copyOf(events);
        draft.displays = List.copyOf(displays);
    }

    /**
     * Tells whether a map is a ring by its name, because the metadata does not say a map's type; these are the names that
     * ecc's examples and templates use.
     */
    private static boolean looksLikeRing(String name) {
        return name.equals("rb") || name.equals("events") || name.equals("ringbuf");
    }

    private static void sample(String map, JsonObject sample, List<TableSpec> tables, List<DisplaySpec> displays) {
        String type = sample.get("type").textOr("default_kv");
        long interval = sample.has("interval") ? sample.get("interval").whole(86_400_000) : 1000;
        boolean clear = sample.get("clear_map").flagOr(false);
        if (type.equals("default_kv")) {
            tables.add(new TableSpec(map, "", "", "", interval + "ms", List.of(), "", clear, List.of()));
            return;
        }
        DisplayKind kind = SAMPLES.get(type);
        if (kind == null) {
            sample.warnings().add(sample.pointer() + ": a sample of type " + type + " is not known, so map " + map
                    + " is not shown by it; known are default_kv, " + String.join(", ", SAMPLES.keySet().stream().sorted().toList()));
            return;
        }
        displays.add(new DisplaySpec(map, map, kind.label(), "", sample.get("unit").textOr(""), interval + "ms", clear,
                "", "", "", Optional.empty(), List.of(), List.of(), "", 0, 1, 0, Optional.empty(), Map.of()));
    }
}
