package io.eunomia.runtime.internal.parse;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An object of a package's JSON. It remembers which members were asked for; {@link #warnAboutRest} reports the others. */
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

    /** Returns a member, present or not. */
    JsonValue get(String name) {
        asked.add(name);
        return new JsonValue(members.get(name), pointer + '/' + BadPackage.escape(name), warnings);
    }

    /** Returns all members, for an object whose names are free. */
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

    /** Warns of members that nobody asked for; called when everything was read. */
    void warnAboutRest() {
        for (Object name : members.keySet()) {
            if (!asked.contains(name)) {
                warnings.add(pointer + '/' + BadPackage.escape((String) name) + ": unknown, ignored; known here: "
                        + String.join(", ", asked));
            }
        }
    }
}
