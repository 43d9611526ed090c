package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.internal.stream.StreamSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A version of a package in the kernel, with its readers open and nothing attached. Owns object and streams.
 *
 * @param chosen programs to attach, in order, and where
 * @param targets where each is attached, for people
 * @param loadNanos what opening, verifying and loading took
 * @param keptMaps maps taken over from the version before
 */
public record LoadedVersion(String version, BpfObject object, StreamSet streams,
        Map<BpfProgram, AttachPoint> chosen, Map<String, String> targets, Map<String, ArgumentSpec> arguments,
        long loadNanos, List<String> keptMaps) implements AutoCloseable {

    static LoadedVersion of(String version, BpfObject object, StreamSet streams, List<ProgramPlan> programs,
            Map<String, ArgumentSpec> arguments, long loadNanos, List<String> keptMaps) {
        Map<BpfProgram, AttachPoint> chosen = new LinkedHashMap<>();
        Map<String, String> targets = new LinkedHashMap<>();
        for (ProgramPlan plan : programs) {
            if (plan.chosen()) {
                chosen.put(object.program(plan.program().name()), plan.point());
                targets.put(plan.program().name(), plan.target());
            }
        }
        return new LoadedVersion(version, object, streams, chosen, targets, arguments, loadNanos, keptMaps);
    }

    BpfProgram program(String name) {
        return object.program(name);
    }

    @Override
    public void close() {
        try {
            streams.close();
        } finally {
            object.close();
        }
    }
}
