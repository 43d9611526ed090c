package io.eunomia.runtime.internal.display;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.internal.decode.RowShape;
import io.eunomia.runtime.internal.decode.RowShapes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Chooses the global variables that displays of a data section show. */
final class SectionVariables {
    /** The suffix of counters that the kit keeps for the ledger; see trackers/include/eunomia.bpf.h. */
    private static final String LOST = "_lost";
    private static final String KIT = "eunomia_";
    /** Longer lists are memory that a program works with rather than what it counts. */
    private static final int LONGEST_LIST = 64;

    private final BpfObjectFile file;
    private final RowShapes rows;

    SectionVariables(BpfObjectFile file, RowShapes rows) {
        this.file = file;
        this.rows = rows;
    }

    /** Returns the variables that a display names, or all that hold numbers. */
    List<GlobalVariable> named(DisplaySpec spec) {
        Set<String> roots = new LinkedHashSet<>();
        Stream.concat(spec.columns().stream().map(ColumnSpec::field), Stream.of(spec.buckets()))
                .filter(name -> !name.isEmpty()).forEach(name -> roots.add(root(spec, name)));
        spec.columns().stream().filter(column -> !column.expr().isEmpty()).forEach(column -> roots.addAll(inExpression(spec, column)));
        List<GlobalVariable> all = of(spec.map());
        List<GlobalVariable> wanted = roots.isEmpty() ? counting(spec.map(), Set.of())
                : all.stream().filter(one -> roots.contains(one.name())).toList();
        if (wanted.isEmpty()) {
            throw DisplayPlanner.wrong(spec, "has nothing to show: " + spec.map() + " has no variables that hold numbers", "");
        }
        return wanted;
    }

    private List<String> inExpression(DisplaySpec spec, ColumnSpec column) {
        List<String> names = new ArrayList<>();
        for (String word : column.expr().split("[^A-Za-z0-9_.]+")) {
            if (!word.isEmpty() && !Character.isDigit(word.charAt(0)) && !word.equals("seconds") && !word.equals("now")) {
                names.add(root(spec, word));
            }
        }
        return names;
    }

    private String root(DisplaySpec spec, String field) {
        String name = field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
        List<GlobalVariable> all = of(spec.map());
        if (all.stream().noneMatch(one -> one.name().equals(name))) {
            throw DisplayPlanner.wrong(spec, "names \"" + field + "\", and " + spec.map() + " has no variable " + name,
                    all.isEmpty() ? "it has none at all" : "it has " + String.join(", ", all.stream().map(GlobalVariable::name).toList()));
        }
        return name;
    }

    private List<GlobalVariable> of(String section) {
        return file.globals().stream().filter(one -> one.section().equals(section)).toList();
    }

    /** Returns the variables of a section that hold nothing but numbers, except those that have a use of their own. @param used names of those */
    List<GlobalVariable> counting(String section, Set<String> used) {
        return of(section).stream().filter(one -> !one.constant() && !one.name().startsWith("__") && !one.name().startsWith(KIT) && !one.name().endsWith(LOST)
                && !used.contains(one.name()) && rows.elements(one) == 0 && isNumbers(one)).toList();
    }

    /** Returns the variables that are lists of structs. */
    List<GlobalVariable> lists(String section) {
        return of(section).stream().filter(one -> rows.elements(one) > 0).toList();
    }

    private boolean isNumbers(GlobalVariable variable) {
        RowShape shape = rows.of(variable.name(), variable.section(), List.of(variable), List.of());
        return !shape.parts().isEmpty() && shape.parts().stream().allMatch(part -> part.sum() && part.count() <= LONGEST_LIST);
    }

    /** Returns a display of a list's elements, in which fields have the names that they have in an element. */
    static DisplaySpec inside(DisplaySpec spec, GlobalVariable variable) {
        String prefix = variable.name() + '.';
        List<ColumnSpec> columns = spec.columns().stream().map(one -> new ColumnSpec(without(prefix, one.field()), one.expr(),
                one.name(), one.show(), one.unit(), one.when())).toList();
        return new DisplaySpec(spec.name(), spec.map(), spec.kind(), without(prefix, spec.buckets()), spec.unit(), spec.interval(),
                spec.drain(), "", "", "", Optional.empty(), columns, spec.sort(), spec.top(), spec.min(), spec.step(),
                spec.maxSeries(), spec.minAge(), spec.metric());
    }

    private static String without(String prefix, String name) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name.equals(prefix.substring(0, prefix.length() - 1)) ? "" : name;
    }
}
