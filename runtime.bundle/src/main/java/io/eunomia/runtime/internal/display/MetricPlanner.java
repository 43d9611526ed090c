package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.internal.display.DisplayPlan.Column;
import io.eunomia.runtime.metric.MetricSpec;
import io.eunomia.runtime.metric.MetricType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks what a package says of a display as a metric. Names are those that Prometheus' data model allows. */
final class MetricPlanner {
    private static final Set<String> MEMBERS = new TreeSet<>(Set.of("name", "type", "help", "scale", "labels", "value", "max_series"));
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "(?!__)[a-zA-Z_][a-zA-Z0-9_]*";
    private static final String TOTAL = "_total";
    /** The label that says whose metric it is. */
    private static final String TRACKER = "tracker";
    /** The daemon's own metrics begin so. */
    private static final String OWN = "eunomia_";
    private static final int DEFAULT_SERIES = 1000;
    private static final int MOST_SERIES = 10_000;

    private final DisplaySpec spec;
    private final DisplayKind kind;
    private final List<Column> keys;
    private final List<Column> values;
    private final Map<String, Object> said;

    MetricPlanner(DisplaySpec spec, DisplayKind kind, List<Column> keys, List<Column> values) {
        this.spec = spec;
        this.kind = kind;
        this.keys = keys;
        this.values = values;
        this.said = spec.metric();
    }

    /** Returns the metric; null if the display is none. @throws io.eunomia.runtime.TrackerException naming what is wrong */
    MetricSpec plan() {
        if (said.isEmpty()) {
            return null;
        }
        for (String member : said.keySet()) {
            require(MEMBERS.contains(member), "has the metric's member \"" + member + '"', "there are " + String.join(", ", MEMBERS));
        }
        String name = text("name", "");
        require(name.matches(NAME), "is a metric called \"" + name + '"', "write a name such as block_io_latency_seconds");
        require(!name.startsWith(OWN), "is a metric called \"" + name + '"', "names that begin with " + OWN + " are the daemon's own");
        MetricType type = type();
        String value = value(type);
        return new MetricSpec(DisplayPlanner.name(spec), type == MetricType.COUNTER && name.endsWith(TOTAL)
                ? name.substring(0, name.length() - TOTAL.length()) : name, type, text("help", "display " + DisplayPlanner.name(spec)), scale(), labels(),
                value, series());
    }

    private MetricType type() {
        MetricType usual = kind.histogram() ? MetricType.HISTOGRAM : kind == DisplayKind.GAUGE ? MetricType.GAUGE : MetricType.COUNTER;
        String text = text("type", usual.label());
        MetricType type = MetricType.of(text).orElseThrow(() -> DisplayPlanner.wrong(spec, "is a metric of type \"" + text + '"',
                "types: " + String.join(", ", MetricType.labels())));
        require(kind != DisplayKind.STACKS, "is a metric, and stacks cannot be one", "show it, or export it");
        require(kind.histogram() == (type == MetricType.HISTOGRAM), "of kind " + kind.label() + " is a metric of type " + text,
                kind.histogram() ? "make it a histogram" : "make it a counter or a gauge");
        return type;
    }

    private String value(MetricType type) {
        if (type == MetricType.HISTOGRAM) {
            require(!said.containsKey("value"), "is a histogram whose metric has a value", "its buckets are what is shown: leave value out");
            return "";
        }
        String name = text("value", values.isEmpty() ? "" : values.get(0).name());
        Column column = values.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow(() -> DisplayPlanner.wrong(spec,
                "is a metric of \"" + name + "\", which it does not show", "it shows " + names(values)));
        require(type == MetricType.GAUGE || !column.computed(), "is a counter of \"" + name + "\", which is worked out and may go back",
                "make it a gauge, or count a field");
        return name;
    }

    private double scale() {
        Object scale = said.getOrDefault("scale", 1);
        boolean fits = scale instanceof Number number && Double.isFinite(number.doubleValue()) && number.doubleValue() > 0;
        require(fits, "has the scale " + scale, "write a number such as 1e-6, which makes seconds of microseconds");
        return ((Number) scale).doubleValue();
    }

    private List<String> labels() {
        List<String> labels = said.get("labels") instanceof Collection<?> list ? list.stream().map(String::valueOf).toList()
                : keys.stream().map(Column::name).toList();
        require(!said.containsKey("labels") || said.get("labels") instanceof Collection, "has labels that are no list", "[\"dev\"]");
        for (String label : labels) {
            require(keys.stream().anyMatch(key -> key.name().equals(label)), "has the label \"" + label + "\", which is no part of its key",
                    keys.isEmpty() ? "its key has no parts" : "its key has " + names(keys));
            require(label.matches(LABEL) && !label.equals(TRACKER) && !label.equals("le"), "has the label \"" + label + '"',
                    "give the column another \"name\": letters, digits and _; tracker and le are taken");
        }
        return labels.stream().distinct().toList();
    }

    private int series() {
        Object most = said.getOrDefault("max_series", DEFAULT_SERIES);
        boolean fits = most instanceof Number number && number.longValue() == number.doubleValue() && number.longValue() > 0
                && number.longValue() <= MOST_SERIES;
        require(fits, "has max_series " + most, "write a number from 1 to " + MOST_SERIES);
        return ((Number) most).intValue();
    }

    private String text(String member, String otherwise) {
        Object value = said.getOrDefault(member, otherwise);
        require(value instanceof String, "has the metric's " + member + ' ' + value, "write a text");
        return (String) value;
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private void require(boolean fits, String problem, String hint) {
        if (!fits) {
            throw DisplayPlanner.wrong(spec, problem, hint);
        }
    }
}
