package io.eunomia.runtime.internal.parse;

import java.util.List;
import java.util.Map;

/**
 * Warns of members of an eunomia-bpf package that have no effect here. Members that the object itself tells (types,
 * identifiers, sizes) need no warning.
 */
final class EunomiaBpfRest {
    /** The default settings of {@code ecli}, which {@code ecc} writes into every package. */
    private static final Map<String, String> DEFAULTS = Map.of("perf_buffer_pages", "64", "perf_buffer_time_ms", "10",
            "poll_timeout_ms", "100", "debug_verbose", "false", "print_header", "true", "enable_multi_export_types",
            "false");

    private EunomiaBpfRest() {
    }

    static void warnAbout(JsonObject meta, JsonObject skeleton) {
        known(meta, "bpf_skel", "export_types", "eunomia_version");
        for (Map.Entry<String, String> setting : DEFAULTS.entrySet()) {
            JsonValue value = meta.get(setting.getKey());
            if (value.present() && !value.scalarOr("").equals(setting.getValue())) {
                meta.warnings().add(value.pointer() + ": has no effect here");
            }
        }
        meta.warnAboutRest();
        known(skeleton, "obj_name", "doc", "data_sections", "maps", "progs");
        skeleton.warnAboutRest();
    }

    /** Warns of a map's members, except what the object itself tells of the map. */
    static void warnAboutMap(JsonObject map) {
        known(map, "name", "ident", "mmaped", "sample", "export_config");
        JsonValue reading = map.get("intepreter");
        boolean usual = !reading.present() || List.of("default", "default_struct").contains(String.valueOf(reading.raw()));
        if (!usual && !EunomiaBpfStacks.isStacks(reading)) {
            map.warnings().add(reading.pointer() + ": has no effect here");
        }
        JsonValue export = map.get("export_config");
        if (export.present() && !export.isText()) {
            map.warnings().add(export.pointer() + ": has no effect here; the object's own types are used");
        }
        map.warnAboutRest();
    }

    static void warnAboutVariable(JsonObject variable) {
        known(variable, "name", "type", "value", "description", "cmdarg");
        variable.warnAboutRest();
        JsonObject option = variable.get("cmdarg").objectOrEmpty();
        known(option, "default", "long", "help", "short");
        option.warnAboutRest();
    }

    private static void known(JsonObject object, String... members) {
        for (String member : members) {
            object.get(member);
        }
    }
}
