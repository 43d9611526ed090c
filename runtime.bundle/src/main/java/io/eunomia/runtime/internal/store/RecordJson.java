package io.eunomia.runtime.internal.store;

import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.internal.store.TrackerRecord.Mark;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Converts records to and from the JSON of {@code trackers.json}, format 3 (docs/operations.md). Reading throws
 * ClassCastException, NullPointerException or IllegalArgumentException for anything else.
 */
final class RecordJson {

    private final KeptTypes types;

    /** Makes a converter. @param types where the kernel types are that options name */
    RecordJson(KeptTypes types) {
        this.types = types;
    }

    static Map<String, Object> write(TrackerRecord tracker) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", tracker.id());
        json.put("name", tracker.name());
        json.put("location", tracker.location());
        json.put("origin", Map.of("kind", tracker.origin().kind().label(), "key", tracker.origin().key()));
        json.put("source", tracker.source());
        json.put("wanted", tracker.stopped() ? "stopped" : "running");
        json.put("mark", tracker.mark().name().toLowerCase(Locale.ROOT));
        json.put("options", write(tracker.options()));
        json.put("declared", tracker.declared());
        json.put("packages", tracker.packages().stream().map(RecordJson::write).toList());
        tracker.pinned().ifPresent(run -> json.put("pinned", PinnedJson.write(run)));
        return json;
    }

    private static Map<String, Object> write(KeptPackage kept) {
        return Map.of("sha256", kept.sha256(), "version", kept.version(), "time", kept.time().toString(), "bytes",
                kept.bytes());
    }

    private static Map<String, Object> write(StartOptions options) {
        Map<String, Object> json = new LinkedHashMap<>(Map.of("name", options.name(), "args", options.arguments(), "attach",
                options.attach(), "without", options.without(), "lenient", options.lenient(), "map", options.maps(),
                "exports", options.exports().stream().map(e -> Map.of("handler", e.handler(), "args", e.arguments()))
                        .toList()));
        if (!options.tables().isEmpty()) {
            json.put("table", options.tables());
        }
        if (!options.histograms().isEmpty()) {
            json.put("hist", options.histograms());
        }
        if (!options.stacks().isEmpty()) {
            json.put("stacks", options.stacks());
        }
        if (options.jvmMaps()) {
            json.put("jvm_maps", true);
        }
        options.persistence().ifPresent(persist -> json.put("persist", persist));
        options.btf().ifPresent(given -> json.put("btf", Map.of("name", given.name(), "sha256", given.sha256())));
        return json;
    }

    TrackerRecord read(Map<?, ?> json) {
        Map<?, ?> origin = (Map<?, ?>) json.get("origin");
        return new TrackerRecord(((Number) json.get("id")).intValue(), text(json, "location"), text(json, "name"),
                new Origin(Origin.Kind.valueOf(text(origin, "kind").toUpperCase(Locale.ROOT)), text(origin, "key")),
                text(json, "source"), options((Map<?, ?>) json.get("options")), "stopped".equals(json.get("wanted")),
                Mark.valueOf(text(json, "mark").toUpperCase(Locale.ROOT)), text(json, "declared"),
                list(json.get("packages")).stream().map(kept -> kept((Map<?, ?>) kept)).toList(),
                Optional.ofNullable((Map<?, ?>) json.get("pinned")).map(PinnedJson::read));
    }

    private static KeptPackage kept(Map<?, ?> json) {
        String digest = text(json, "sha256");
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no SHA-256: " + digest);
        }
        return new KeptPackage(digest, text(json, "version"), Instant.parse(text(json, "time")),
                ((Number) json.get("bytes")).longValue());
    }

    /** Reads options, also those of formats 1 and 2. */
    StartOptions options(Map<?, ?> options) {
        List<ExportRequest> exports = list(options.get("exports")).stream().map(e -> (Map<?, ?>) e)
                .map(e -> new ExportRequest((String) e.get("handler"), texts(e.get("args")))).toList();
        // In format 1 a program had one target, written as a text.
        Map<String, List<String>> attach = new LinkedHashMap<>();
        ((Map<?, ?>) options.get("attach")).forEach((program, targets) -> attach.put((String) program,
                targets instanceof String one ? List.of(one) : list(targets).stream().map(String.class::cast).toList()));
        return StartOptions.none().withName((String) options.get("name")).withArguments(texts(options.get("args")))
                .withAttach(attach).withExports(exports)
                .withTables(list(options.get("table")).stream().map(String.class::cast).toList())
                .withHistograms(list(options.get("hist")).stream().map(String.class::cast).toList())
                .withStacks(list(options.get("stacks")).stream().map(String.class::cast).toList())
                .withJvmMaps(Boolean.TRUE.equals(options.get("jvm_maps")))
                .withoutPrograms(list(options.get("without")).stream().map(String.class::cast).toList())
                .withLenient(Boolean.TRUE.equals(options.get("lenient")))
                .withMaps(options.get("map") == null ? Map.of() : texts(options.get("map")))
                .withPersist(Optional.ofNullable((Boolean) options.get("persist")))
                .withBtf(Optional.ofNullable((Map<?, ?>) options.get("btf"))
                        .map(given -> types.find(text(given, "name"), text(given, "sha256"))));
    }

    private static String text(Map<?, ?> json, String member) {
        return java.util.Objects.requireNonNull((String) json.get(member), member);
    }

    private static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    private static Map<String, String> texts(Object map) {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((key, value) -> texts.put((String) key, (String) value));
        return texts;
    }
}
