package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.descriptor.DisplaySpec.MinAge;
import io.eunomia.runtime.display.DisplayKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the elements of {@code displays} in form 4. */
final class DisplayForm {
    private static final int MOST_SERIES = 100_000;
    private static final String STACKS = DisplayKind.STACKS.label();
    private static final Set<String> CPU = Set.of("sum", "column");

    private DisplayForm() {
    }

    static DisplaySpec read(JsonValue value) {
        JsonObject members = value.object();
        String kind = kind(members.get("kind"));
        String twin = members.get("twin").textOr("");
        String active = members.get("active").textOr("");
        if (twin.isEmpty() != active.isEmpty()) {
            throw BadPackage.at(value.pointer(), "twin and active need one another",
                    "name the second map and the global that selects it, or neither");
        }
        JsonValue only = members.get("value");
        JsonValue several = members.get("columns");
        if (only.present() && several.present()) {
            throw BadPackage.at(only.pointer(), "is said beside columns", "value is one column, columns are all of them");
        }
        JsonValue key = members.get("key");
        JsonValue step = members.get("step");
        JsonValue series = members.get("max_series");
        DisplaySpec display = new DisplaySpec(members.get("name").textOr(""), StreamForm.mapName(members), kind,
                members.get("buckets").textOr(""), members.get("unit").textOr(""),
                StreamForm.matching(members.get("interval"), StreamForm.DURATION, "a duration such as 3s or ${argument}"),
                members.get("drain").flagOr(false), twin, active, cpu(members.get("cpu")),
                key.present() ? Optional.of(key.elements().stream().map(DisplayForm::column).toList()) : Optional.empty(),
                only.present() ? List.of(column(only)) : several.elements().stream().map(DisplayForm::column).toList(),
                members.get("sort").textOrTexts(),
                StreamForm.matching(members.get("top"), StreamForm.COUNT, "a number of rows or ${argument}"),
                members.get("min").present() ? members.get("min").whole(Long.MAX_VALUE) : 0,
                step.present() ? step.whole(Long.MAX_VALUE) : 1, series.present() ? (int) series.whole(MOST_SERIES) : 0,
                minAge(members.get("min_age")), metric(members.get("metric")), members.get("stacks").textOr(""));
        check(members, display);
        members.warnAboutRest();
        return display;
    }

    private static String kind(JsonValue value) {
        String kind = value.text();
        if (DisplayKind.of(kind).isEmpty()) {
            throw BadPackage.at(value.pointer(), "unknown kind \"" + kind + '"', "known: " + String.join(", ", DisplayKind.labels()));
        }
        return kind;
    }

    private static String cpu(JsonValue value) {
        String cpu = value.textOr("");
        if (!cpu.isEmpty() && !CPU.contains(cpu)) {
            throw BadPackage.at(value.pointer(), '"' + cpu + "\" is not understood",
                    "sum, which adds up the values of all CPUs, or column, which shows a row for each");
        }
        return cpu;
    }

    private static void check(JsonObject members, DisplaySpec display) {
        if (display.kind().equals(DisplayKind.LINEAR.label())) {
            if (display.step() == 0) {
                throw BadPackage.at(members.get("step").pointer(), "is 0, so all buckets would be of one value", "1 or more");
            }
        } else if (members.has("min") || members.has("step")) {
            members.get("kind").warn("min and step have no effect on a display of kind " + display.kind());
        }
        if (!DisplayKind.of(display.kind()).orElseThrow().histogram() && members.has("buckets")) {
            throw BadPackage.at(members.get("buckets").pointer(), "a display of kind " + display.kind() + " has no buckets",
                    "make it kind log2 or linear");
        }
        if (!display.kind().equals(STACKS) && members.has(STACKS)) {
            throw BadPackage.at(members.get(STACKS).pointer(), "a display of kind " + display.kind() + " has no stacks",
                    "make it kind stacks");
        }
        if (display.minAge().isPresent() && display.drain()) {
            throw BadPackage.at(members.get("min_age").pointer(), "is said of a display that is drained: the entries that it leaves"
                    + " out would be removed all the same", "leave out drain or min_age");
        }
    }

    private static ColumnSpec column(JsonValue value) {
        if (value.isText()) {
            return ColumnSpec.of(value.text());
        }
        JsonObject members = value.object();
        ColumnSpec column = new ColumnSpec(members.get("field").textOr(""), members.get("expr").textOr(""),
                members.get("name").textOr(""), members.get("show").textOr(""), members.get("unit").textOr(""),
                members.get("when").scalarOr(""), members.get("process").scalarOr(""),
                members.get("stacks").textOr(""));
        if (column.field().isEmpty() == column.expr().isEmpty()) {
            throw BadPackage.at(value.pointer(), column.field().isEmpty() ? "says neither field nor expr" : "says both field and expr",
                    "a column is a field, or is worked out: {\"name\": \"avg\", \"expr\": \"total/count\"}");
        }
        members.warnAboutRest();
        return column;
    }

    private static Optional<MinAge> minAge(JsonValue value) {
        if (!value.present()) {
            return Optional.empty();
        }
        JsonObject members = value.object();
        MinAge age = new MinAge(members.get("field").text(), StreamForm.matching(members.get("than"), StreamForm.DURATION,
                "a duration such as 500ms or ${argument}"));
        if (age.than().isEmpty()) {
            throw members.get("than").wrong("a duration such as 500ms");
        }
        members.warnAboutRest();
        return Optional.of(age);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> metric(JsonValue value) {
        if (!value.present()) {
            return Map.of();
        }
        value.object();
        value.requirePlain();
        return (Map<String, Object>) value.raw();
    }
}
