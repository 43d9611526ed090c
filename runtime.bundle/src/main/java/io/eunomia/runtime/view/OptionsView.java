package io.eunomia.runtime.view;

import io.eunomia.runtime.StartOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows the options that a tracker runs with.
 *
 * @param attach for each program its target, or the list of its targets if there are several
 * @param persist whether the tracker is to stay in the kernel while no daemon runs; empty when nothing was said about it
 * @param table maps that are shown as tables
 * @param hist maps that are shown as histograms
 * @param jvmMaps whether Java virtual machines are asked for the names of what they have compiled
 */
public record OptionsView(Map<String, String> arguments, Map<String, Object> attach, List<String> without,
        boolean lenient, Optional<Boolean> persist, Map<String, String> map, Optional<TypesView> btf,
        List<StartOptions.ExportRequest> exports, List<String> table, List<String> hist,
        List<String> stacks, boolean jvmMaps) {

    /** Shows which kernel types a tracker was given. */
    public record TypesView(String name, String sha256) {
    }

    static OptionsView of(StartOptions options) {
        Map<String, Object> attach = new LinkedHashMap<>();
        options.attach().forEach((program, targets) -> attach.put(program, targets.size() == 1 ? targets.get(0) : targets));
        return new OptionsView(options.arguments(), attach, List.copyOf(options.without()), options.lenient(),
                options.persistence(), options.maps(), options.btf().map(types -> new TypesView(types.name(), types.sha256())),
                options.exports(), options.tables(), options.histograms(), options.stacks(), options.jvmMaps());
    }
}
