package io.eunomia.runtime.internal.store;

import io.eunomia.runtime.internal.persist.PinnedRun;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts pinned runs to and from the JSON of {@code trackers.json}, as {@link RecordJson} does with the rest. */
final class PinnedJson {

    private PinnedJson() {
    }

    static Map<String, Object> write(PinnedRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("boot", run.boot());
        json.put("since", run.since().toString());
        json.put("sha256", run.sha256());
        json.put("generation", run.objects().generation());
        json.put("maps", run.objects().maps());
        json.put("hooks", run.objects().hooks().stream().map(hook -> Map.of("program", hook.program(), "target", hook.target(),
                "number", hook.number(), "id", hook.id())).toList());
        json.put("epoch", run.objects().epoch());
        if (run.end() != null) {
            json.put("last", run.end().sequence());
            json.put("left", run.end().time().toString());
        }
        return json;
    }

    static PinnedRun read(Map<?, ?> json) {
        Map<String, Integer> maps = new LinkedHashMap<>();
        ((Map<?, ?>) json.get("maps")).forEach((name, id) -> maps.put((String) name, ((Number) id).intValue()));
        List<PinnedRun.Hook> hooks = ((List<?>) json.get("hooks")).stream().map(hook -> hook((Map<?, ?>) hook)).toList();
        PinnedRun.Objects objects = new PinnedRun.Objects(integer(json, "generation"), maps, hooks, text(json, "epoch"));
        return new PinnedRun(text(json, "boot"), Instant.parse(text(json, "since")), text(json, "sha256"), objects,
                json.get("last") == null ? null : new PinnedRun.End(((Number) json.get("last")).longValue(),
                        Instant.parse(text(json, "left"))));
    }

    private static PinnedRun.Hook hook(Map<?, ?> json) {
        return new PinnedRun.Hook(text(json, "program"), text(json, "target"), integer(json, "number"), integer(json, "id"));
    }

    private static int integer(Map<?, ?> json, String member) {
        return ((Number) json.get(member)).intValue();
    }

    private static String text(Map<?, ?> json, String member) {
        return java.util.Objects.requireNonNull((String) json.get(member), member);
    }
}
