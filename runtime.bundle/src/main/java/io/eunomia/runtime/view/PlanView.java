package io.eunomia.runtime.view;

import io.eunomia.runtime.Plan;
import io.eunomia.runtime.view.DisplaysView.DisplayView;
import io.eunomia.runtime.view.TrackerView.FieldView;
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
        List<Plan.PlannedMap> maps, List<PlannedStreamView> streams, Map<String, ArgumentView> arguments,
        List<String> warnings, List<FailureView> obstacles, Optional<String> kernel,
        Optional<List<Plan.PlannedRelocation>> relocations, String description, List<DisplayView> displays) {

    /**
     * Shows a stream that a tracker would have; see {@link Plan.PlannedStream}.
     *
     * @param layout its fields with what they hold
     */
    public record PlannedStreamView(String name, String map, String struct, List<String> fields, String note,
            List<FieldView> layout) {

        static PlannedStreamView of(Plan.PlannedStream stream) {
            return new PlannedStreamView(stream.name(), stream.map(), stream.struct(), stream.fields(), stream.note(),
                    FieldView.of(stream.layout()));
        }
    }

    public static PlanView of(Plan plan) {
        boolean other = !plan.kernel().isEmpty();
        return new PlanView(plan.name(), plan.version(), plan.format(), plan.runnable(), plan.programs(), plan.maps(),
                plan.streams().stream().map(PlannedStreamView::of).toList(), ArgumentView.of(plan.arguments()), plan.warnings(),
                plan.obstacles().stream().map(FailureView::of).toList(), other ? Optional.of(plan.kernel()) : Optional.empty(),
                other ? Optional.of(plan.relocations()) : Optional.empty(),
                plan.description(), DisplaysView.of(plan.displays()).displays());
    }
}
