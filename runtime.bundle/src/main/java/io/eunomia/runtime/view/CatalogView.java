package io.eunomia.runtime.view;

import java.util.List;

/** Shows which trackers can be had by their names. */
public record CatalogView(List<EntryView> trackers) {

    /**
     * Shows one of them.
     *
     * @param state of an installed tracker; empty if it only comes along
     * @param programs the kinds of its programs, each once
     */
    public record EntryView(String name, String version, String description, String state, List<String> programs) {

        /** @param state empty for a package that is not installed */
        public static EntryView of(PlanView plan, String state) {
            return new EntryView(plan.name(), plan.version(), plan.description(), state,
                    plan.programs().stream().map(program -> program.type()).distinct().sorted().toList());
        }
    }
}
