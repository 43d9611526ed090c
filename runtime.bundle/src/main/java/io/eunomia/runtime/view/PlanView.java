package io.eunomia.runtime.view;

import io.eunomia.runtime.Plan;
import io.eunomia.runtime.Plan.PlannedMap;
import io.eunomia.runtime.Plan.PlannedProgram;
import io.eunomia.runtime.Plan.PlannedRelocation;
import io.eunomia.runtime.Plan.PlannedStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows a plan: the answer of {@code POST /api/v1/plan}, and what {@code plan --json} prints. */
public final class PlanView {

    private PlanView() {
    }

    public static Map<String, Object> of(Plan plan) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", plan.name());
        view.put("version", plan.version());
        view.put("format", plan.format());
        view.put("runnable", plan.runnable());
        view.put("programs", plan.programs().stream().map(PlanView::program).toList());
        view.put("maps", plan.maps().stream().map(PlanView::map).toList());
        view.put("streams", plan.streams().stream().map(PlanView::stream).toList());
        view.put("arguments", ArgumentsView.of(plan.arguments()));
        view.put("warnings", plan.warnings());
        view.put("obstacles", plan.obstacles().stream().map(FailureView::of).toList());
        if (!plan.kernel().isEmpty()) {
            view.put("kernel", plan.kernel());
            view.put("relocations", plan.relocations().stream().map(PlanView::relocation).toList());
        }
        return view;
    }

    private static Map<String, Object> program(PlannedProgram program) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", program.name());
        view.put("section", program.section());
        view.put("type", program.type());
        view.put("attach_to", program.attachTo());
        view.put("chosen", program.chosen());
        view.put("instructions", program.instructions());
        view.put("reason", program.reason());
        return view;
    }

    private static Map<String, Object> map(PlannedMap map) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", map.name());
        view.put("type", map.type());
        view.put("key_bytes", map.keyBytes());
        view.put("value_bytes", map.valueBytes());
        view.put("max_entries", map.maxEntries());
        view.put("estimated_bytes", map.estimatedBytes());
        view.put("pin", map.pin());
        view.put("reused", map.reused());
        return view;
    }

    private static Map<String, Object> stream(PlannedStream stream) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", stream.name());
        view.put("map", stream.map());
        view.put("struct", stream.struct());
        view.put("fields", stream.fields());
        view.put("note", stream.note());
        return view;
    }

    private static Map<String, Object> relocation(PlannedRelocation relocation) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("program", relocation.program());
        view.put("instruction", relocation.instruction());
        view.put("source", relocation.source());
        view.put("kind", relocation.kind());
        view.put("subject", relocation.subject());
        view.put("outcome", relocation.outcome());
        view.put("value", relocation.value());
        view.put("reached", relocation.reached());
        view.put("problem", relocation.problem());
        return view;
    }
}
