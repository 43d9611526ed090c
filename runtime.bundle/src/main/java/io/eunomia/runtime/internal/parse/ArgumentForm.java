package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.descriptor.ArgumentSpec;
import java.util.Set;

/** Reads a member of {@code args} in form 4. */
final class ArgumentForm {
    private static final Set<String> TYPES = Set.of("bool", "u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64",
            "f32", "f64", "string", "duration", "bytes");
    private static final String ENUM = "enum:";

    private ArgumentForm() {
    }

    static ArgumentSpec read(String name, JsonValue value) {
        TrackerNames.checkedArgument(name, value.pointer());
        JsonObject members = value.object();
        ArgumentSpec spec = new ArgumentSpec(name, members.get("global").textOr(""), type(members.get("type")),
                members.get("default").argumentOr(""), members.get("min").scalarOr(""),
                members.get("max").scalarOr(""), members.get("description").prose());
        members.warnAboutRest();
        return spec;
    }

    /** Reads a type; {@code s32} is the kernel's spelling of {@code i32}. */
    private static String type(JsonValue value) {
        String said = value.textOr("");
        String type = said.matches("s(8|16|32|64)") ? 'i' + said.substring(1) : said;
        if (!type.isEmpty() && !TYPES.contains(type) && !(type.startsWith(ENUM) && type.length() > ENUM.length())) {
            throw BadPackage.at(value.pointer(), "unknown type \"" + said + '"',
                    "known: " + String.join(", ", TYPES.stream().sorted().toList()) + ", enum:NAME");
        }
        return type;
    }
}
