package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.internal.decode.RowShape;
import io.eunomia.runtime.internal.decode.RowShape.Part;
import io.eunomia.runtime.internal.decode.RowShapes;
import io.eunomia.runtime.internal.decode.ShownNumber;
import io.eunomia.runtime.internal.display.DisplayPlan.Age;
import io.eunomia.runtime.internal.display.DisplayPlan.Buckets;
import io.eunomia.runtime.internal.display.DisplayPlan.Column;
import io.eunomia.runtime.internal.display.DisplayPlan.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Finds the columns and buckets of a display among the fields of its rows. */
final class ColumnPlanner {
    /** Stands for the index of an array map, as the number of a histogram's bucket. */
    static final String BY_INDEX = "array";
    private static final String BY_INDEX_OF_EACH_CPU = "percpu";
    private static final String SLOTS = "slots";

    private final DisplaySpec spec;
    private final RowShape shape;
    private final RowShapes rows;
    private final UnaryOperator<String> resolve;

    ColumnPlanner(DisplaySpec spec, RowShape shape, RowShapes rows, UnaryOperator<String> resolve) {
        this.spec = spec;
        this.shape = shape;
        this.rows = rows;
        this.resolve = resolve;
    }

    Buckets buckets(DisplayKind kind, Source source) {
        if (!kind.histogram()) {
            return Buckets.NONE;
        }
        boolean byIndex = spec.buckets().equals(BY_INDEX) || spec.buckets().equals(BY_INDEX_OF_EACH_CPU);
        boolean log2 = kind == DisplayKind.LOG2;
        if (byIndex) {
            if (!source.array() || source.index() || spec.buckets().equals(BY_INDEX_OF_EACH_CPU) && !source.perCpu()) {
                throw wrong("has the buckets \"" + spec.buckets() + "\", and " + spec.map() + " is no "
                        + (spec.buckets().equals(BY_INDEX) ? "array map" : "per-CPU array map"),
                        "name the list of the value, or the number of the key, that has the buckets");
            }
            return keyed(log2, keyParts().get(0));
        }
        Optional<Part> list = parts(part -> !part.key() && part.count() > 0)
                .filter(part -> spec.buckets().isEmpty() || part.name().equals(spec.buckets())).reduce(this::slots);
        if (list.isPresent() && list.get().sum()) {
            return new Buckets(log2, spec.min(), spec.step(), list.get().at(), list.get().count(), -1, 0);
        }
        Optional<Part> number = keyParts().stream().filter(part -> part.name().equals(spec.buckets())).findFirst();
        if (number.isPresent()) {
            return keyed(log2, number.get());
        }
        if (spec.buckets().isEmpty() && source.array() && !source.index() && keyParts().size() == 1) {
            return keyed(log2, keyParts().get(0));
        }
        List<String> lists = parts(part -> !part.key() && part.count() > 0 && part.sum()).map(Part::name).toList();
        throw wrong(spec.buckets().isEmpty() ? "has no buckets: the value of " + spec.map() + " has no list of numbers"
                : "has the buckets \"" + spec.buckets() + "\", which are no list of numbers in the value of " + spec.map(),
                lists.isEmpty() ? "show it as a table" : "lists are " + String.join(", ", lists));
    }

    /** Prefers the list that is called slots, as libbpf's tools call it, where a value has several. */
    private Part slots(Part one, Part other) {
        return simple(other).equals(SLOTS) && !simple(one).equals(SLOTS) ? other : one;
    }

    private static String simple(Part part) {
        return part.name().substring(part.name().lastIndexOf('.') + 1);
    }

    /** Makes buckets of rows each of which is one. */
    private Buckets keyed(boolean log2, Part bucket) {
        List<Part> counts = parts(part -> !part.key() && part.sum() && part.count() == 0).filter(part -> spec.columns().isEmpty()
                || spec.columns().stream().anyMatch(column -> column.field().equals(part.name()))).toList();
        if (counts.size() != 1) {
            throw wrong("needs one number that counts what is in a bucket, and " + spec.map() + " has "
                    + (counts.isEmpty() ? "none" : "several: " + String.join(", ", counts.stream().map(Part::name).toList())),
                    "name it: \"value\": \"FIELD\"");
        }
        Field field = shape.schema().fields().get(bucket.field());
        if (field.kind() != FieldKind.UNSIGNED && field.kind() != FieldKind.SIGNED) {
            throw wrong("has the buckets \"" + bucket.name() + "\", which is " + field.typeName() + " and no whole number", "");
        }
        return new Buckets(log2, spec.min(), spec.step(), 0, 0, bucket.field(), counts.get(0).at());
    }

    private List<Part> keyParts() {
        return parts(Part::key).filter(part -> !shape.eachCpu() || !part.name().equals("cpu")).toList();
    }

    private Stream<Part> parts(Predicate<Part> wanted) {
        return shape.parts().stream().filter(wanted);
    }

    /** Returns the columns that tell rows apart. */
    List<Column> keys(Buckets buckets) {
        List<Column> keys = new ArrayList<>();
        for (Part part : shape.parts()) {
            if (part.key() && part.field() != buckets.field()) {
                Optional<ColumnSpec> said = spec.key().flatMap(all -> all.stream().filter(one -> one.field().equals(part.name())).findFirst());
                keys.add(column(part.name(), said.map(ColumnSpec::title).orElse(part.name()), said.map(ColumnSpec::unit).orElse("")));
            }
        }
        return keys;
    }

    /** Returns the columns with values, without the buckets. */
    List<Column> values(DisplayKind kind, Buckets buckets) {
        List<Column> values = new ArrayList<>();
        if (spec.columns().isEmpty()) {
            parts(part -> !part.key()).filter(part -> !buckets.any() || buckets.listed() && part.at() != buckets.at())
                    .forEach(part -> values.add(column(part.name(), part.name(), spec.unit())));
            return values;
        }
        for (ColumnSpec said : spec.columns()) {
            String when = resolve.apply(said.when());
            if (when.matches("false|no|off|0") || buckets.any() && !buckets.listed()) {
                continue;
            }
            values.add(said.expr().isEmpty() ? column(said.field(), said.title(), said.unit()) : computed(said));
        }
        checkNumbers(kind, values);
        return values;
    }

    private void checkNumbers(DisplayKind kind, List<Column> values) {
        boolean numbers = kind == DisplayKind.COUNTER || kind == DisplayKind.GAUGE;
        for (Column column : values) {
            if (numbers && !column.computed() && !isNumber(column.field())) {
                throw wrong("is a " + kind.label() + " of \"" + column.name() + "\", which is "
                        + shape.schema().fields().get(column.field()).typeName() + " and no number", "make it kind table");
            }
        }
    }

    private boolean isNumber(int field) {
        FieldKind kind = shape.schema().fields().get(field).kind();
        return kind == FieldKind.UNSIGNED || kind == FieldKind.SIGNED || kind == FieldKind.FLOAT;
    }

    private Column column(String field, String title, String unit) {
        Field found = field(field);
        return new Column(title, unit.isEmpty() ? "" : unit, found.index(), null, null);
    }

    private Column computed(ColumnSpec said) {
        ShownNumber shown = rows.number(said.show()).orElseThrow(() -> wrong("asks for an unknown show rule \"" + said.show() + '"',
                "show rules: " + RowShapes.showRules()));
        try {
            return new Column(said.title(), said.unit(), -1, Expression.parse(said.expr(), name -> {
                Field field = field(name);
                if (!isNumber(field.index())) {
                    throw wrong("works with \"" + name + "\", which is " + field.typeName() + " and no number", "");
                }
                return field.index();
            }), shown);
        } catch (IllegalArgumentException e) {
            throw wrong("has the expression \"" + said.expr() + "\": " + e.getMessage(), "write it like (total_ns - idle_ns) / count");
        }
    }

    private Field field(String name) {
        return shape.schema().field(name).filter(field -> shape.parts().stream().anyMatch(part -> part.field() == field.index()))
                .orElseThrow(() -> wrong("names \"" + name + "\", which " + spec.map() + " does not have",
                        "it has " + String.join(", ", shape.parts().stream().map(Part::name).toList())));
    }

    /** Returns the places of the columns that order the rows, counted through keys and values. */
    int[] sort(List<Column> keys, List<Column> values) {
        List<Column> all = Stream.concat(keys.stream(), values.stream()).toList();
        List<Integer> places = new ArrayList<>();
        for (String name : spec.sort()) {
            int place = 0;
            while (place < all.size() && !all.get(place).name().equals(name)) {
                place++;
            }
            if (place == all.size()) {
                throw wrong("sorts by \"" + name + "\", which is none of its columns", "it has "
                        + String.join(", ", all.stream().map(Column::name).toList()));
            }
            if (!all.get(place).computed() && !isNumber(all.get(place).field())) {
                throw wrong("sorts by \"" + name + "\", which is " + shape.schema().fields().get(all.get(place).field()).typeName()
                        + " and no number", "sort by a column that counts");
            }
            places.add(place);
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    Optional<Age> age() {
        return spec.minAge().map(age -> {
            Field field = field(age.field());
            if (!isNumber(field.index())) {
                throw wrong("has a min_age of \"" + age.field() + "\", which is " + field.typeName() + " and no time",
                        "name a field with bpf_ktime_get_ns()");
            }
            return new Age(field.index(), DisplayPlanner.duration(spec, resolve.apply(age.than())).toNanos());
        });
    }

    private TrackerException wrong(String problem, String hint) {
        return DisplayPlanner.wrong(spec, problem, hint);
    }
}
