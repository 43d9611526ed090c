package io.eunomia.bench.result;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as JSON: a list of measurements, one line each, so that a change shows as what it is. */
public final class ResultsJson {
    /** More are summed up: {@code values} then holds every n-th of the sorted ones, ends included. */
    private static final int MOST_VALUES = 41;

    private ResultsJson() {
    }

    public static void write(Path file, List<Results> all) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Results results : all) {
            lines.add(JSON.std.asString(map(results)));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, "[\n" + String.join(",\n", lines) + "\n]\n");
    }

    private static Map<String, Object> map(Results results) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", results.name());
        map.put("title", results.title());
        map.put("conditions", results.conditions());
        map.put("time", results.time());
        map.put("figures", results.figures().stream().map(ResultsJson::map).toList());
        map.put("targets", results.targets().stream().map(t -> Map.of("what", t.what(), "promised", t.promised(),
                "measured", t.measured(), "met", t.met())).toList());
        map.put("notes", results.notes());
        return map;
    }

    private static Map<String, Object> map(Figure figure) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("what", figure.what());
        map.put("subject", figure.subject());
        map.put("unit", figure.unit());
        map.put("reference", figure.reference());
        map.put("median", rounded(figure.median()));
        map.put("p99", rounded(figure.percentile(99)));
        map.put("count", figure.values().length);
        List<Double> values = new ArrayList<>();
        int shown = Math.min(MOST_VALUES, figure.values().length);
        for (int i = 0; i < shown; i++) {
            values.add(rounded(shown == figure.values().length ? figure.values()[i]
                    : figure.percentile(Math.max(0.001, 100.0 * i / (shown - 1)))));
        }
        map.put("values", values);
        return map;
    }

    private static double rounded(double value) {
        return value == 0 ? 0 : Double.parseDouble(String.format(java.util.Locale.ROOT, "%.4g", value));
    }

    /** What {@link #write} wrote; nothing when there is no such file. */
    @SuppressWarnings("unchecked")    // the types are those of our own file
    public static List<Results> read(Path file) throws IOException {
        List<Results> all = new ArrayList<>();
        if (!Files.exists(file)) {
            return all;
        }
        for (Object each : JSON.std.listFrom(Files.readString(file))) {
            Map<String, Object> map = (Map<String, Object>) each;
            Results results = new Results((String) map.get("name"), (String) map.get("title"),
                    (String) map.get("conditions"), (String) map.get("time"));
            for (Map<String, Object> f : (List<Map<String, Object>>) map.get("figures")) {
                double[] values = ((List<Number>) f.get("values")).stream().mapToDouble(Number::doubleValue).toArray();
                results.restore(new Figure((String) f.get("what"), (String) f.get("subject"), (String) f.get("unit"),
                        values, (Boolean) f.get("reference")));
            }
            for (Map<String, Object> t : (List<Map<String, Object>>) map.get("targets")) {
                results.target(new Target((String) t.get("what"), (String) t.get("promised"),
                        (String) t.get("measured"), (Boolean) t.get("met")));
            }
            ((List<String>) map.get("notes")).forEach(results::note);
            all.add(results);
        }
        return all;
    }
}
