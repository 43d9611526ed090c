package io.eunomia.runtime.view;

import io.eunomia.runtime.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows a plan; see {@link Plan} for the members.
 *
 * @param kernel absent for the running kernel
 * @param relocations absent for the running kernel
 */
public record PlanView(String name, String version, String format, boolean runnable, List<Plan.PlannedProgram> programs,
        List<Plan.PlannedMap> maps, List<Plan.PlannedStream> streams, Map<String, ArgumentView> arguments,
        List<String> warnings, List<FailureView> obstacles, Optional<String> kernel,
        Optional<List<Plan.PlannedRelocation>> relocations) {

    public static PlanView of(Plan plan) {
        boolean other = !plan.kernel().isEmpty();
        return new PlanView(plan.name(), plan.version(), plan.format(), plan.runnable(), plan.programs(), plan.maps(),
                plan.streams(), ArgumentView.of(plan.arguments()), plan.warnings(),
                plan.obstacles().stream().map(FailureView::of).toList(), other ? Optional.of(plan.kernel()) : Optional.empty(),
                other ? Optional.of(plan.relocations()) : Optional.empty());
    }
}
