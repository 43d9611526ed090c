package io.eunomia.runtime.internal.parse;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An object of a package's JSON. It remembers what was asked for: the rest is told by {@link #warnAboutRest}. */
final class JsonObject {
    private final Map<?, ?> members;
    private final String pointer;
    private final List<String> warnings;
    private final Set<String> asked = new LinkedHashSet<>();

    JsonObject(Map<?, ?> members, String pointer, List<String> warnings) {
        this.members = members;
        this.pointer = pointer;
        this.warnings = warnings;
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    /** Present or not. */
    JsonValue get(String name) {
        asked.add(name);
        return new JsonValue(members.get(name), pointer + '/' + BadPackage.escape(name), warnings);
    }

    /** All members, of an object whose names are free. */
    Map<String, JsonValue> all() {
        Map<String, JsonValue> all = new LinkedHashMap<>();
        for (Object name : members.keySet()) {
            all.put((String) name, get((String) name));
        }
        return all;
    }

    String pointer() {
        return pointer;
    }

    List<String> warnings() {
        return warnings;
    }

    /** To be called when everything was read. */
    void warnAboutRest() {
        for (Object name : members.keySet()) {
            if (!asked.contains(name)) {
                warnings.add(pointer + '/' + BadPackage.escape((String) name) + ": unknown, ignored; known here: "
                        + String.join(", ", asked));
            }
        }
    }
}
