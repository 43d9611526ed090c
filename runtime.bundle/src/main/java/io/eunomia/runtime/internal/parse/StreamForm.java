package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.descriptor.Descriptor.IteratorSpec;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the elements of {@code events} and {@code tables} in form 4. */
final class StreamForm {
    private static final int MAX_WIDTH = 1000;
    static final Pattern DURATION = Pattern.compile(
            "\\$\\{[A-Za-z_][A-Za-z0-9_.-]*}|([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+");
    static final Pattern COUNT = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_.-]*}|[0-9]{1,9}");

    private StreamForm() {
    }

    static EventSpec event(JsonValue value) {
        JsonObject members = value.object();
        EventSpec event = new EventSpec(mapName(members), members.get("name").textOr(""),
                members.get("type").textOr(""), fields(members.get("fields")));
        members.warnAboutRest();
        return event;
    }

    static TableSpec table(JsonValue value) {
        JsonObject members = value.object();
        String twin = members.get("twin").textOr("");
        String active = members.get("active").textOr("");
        if (twin.isEmpty() != active.isEmpty()) {
            throw BadPackage.at(value.pointer(), "twin and active need one another",
                    "name the second map and the global that selects it, or neither");
        }
        TableSpec table = new TableSpec(mapName(members), twin, active, members.get("name").textOr(""),
                matching(members.get("interval"), DURATION, "a duration such as 3s or ${argument}"),
                members.get("sort").textOrTexts(),
                matching(members.get("top"), COUNT, "a number of rows or ${argument}"),
                members.get("drain").flagOr(false), fields(members.get("fields")));
        members.warnAboutRest();
        return table;
    }

    static IteratorSpec iterator(JsonValue value) {
        JsonObject members = value.object();
        IteratorSpec iterator = new IteratorSpec(members.get("program").text(), members.get("name").textOr(""),
                members.get("type").textOr(""),
                matching(members.get("interval"), DURATION, "a duration such as 5s or ${argument}"),
                fields(members.get("fields")));
        members.warnAboutRest();
        return iterator;
    }

    static String mapName(JsonObject members) {
        String map = members.get("map").text();
        if (map.isEmpty()) {
            throw BadPackage.at(members.get("map").pointer(), "is empty", "name a map of the object");
        }
        return map;
    }

    static String matching(JsonValue value, Pattern pattern, String expected) {
        String text = value.scalarOr("");
        if (!text.isEmpty() && !pattern.matcher(text).matches()) {
            throw BadPackage.at(value.pointer(), '"' + text + "\" is not understood", expected);
        }
        return text;
    }

    private static List<FieldSpec> fields(JsonValue value) {
        return value.elements().stream().map(StreamForm::field).toList();
    }

    private static FieldSpec field(JsonValue value) {
        if (value.isText()) {
            return new FieldSpec(value.text(), 0, "");
        }
        JsonObject members = value.object();
        JsonValue width = members.get("width");
        FieldSpec field = new FieldSpec(members.get("name").text(),
                width.present() ? (int) width.whole(MAX_WIDTH) : 0,
                // "display" is what "show" was called before there were displays.
                members.get("show").textOr(members.get("display").textOr("")), members.get("process").textOr(""), members.get("stacks").textOr(""),
                members.get("description").textOr(""));
        members.warnAboutRest();
        return field;
    }
}
