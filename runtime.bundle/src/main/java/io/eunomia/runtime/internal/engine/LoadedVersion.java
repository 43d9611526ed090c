package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.runtime.NotAttached;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.internal.stream.StreamSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A version of a package in the kernel, with its readers open and nothing attached. Owns object and streams.
 *
 * @param attachments of the programs, in order; several of one program that has several targets
 * @param givenUp programs that were left out because they cannot run here
 * @param warnings of what the package does without here
 * @param loadNanos what opening, verifying and loading took
 * @param keptMaps maps taken over from the version before
 */
public record LoadedVersion(String version, BpfObject object, StreamSet streams, List<Attachment> attachments,
        List<NotAttached> givenUp, List<String> warnings, Map<String, ArgumentSpec> arguments, long loadNanos,
        List<String> keptMaps)
        implements AutoCloseable {

    static LoadedVersion of(String version, BpfObject object, StreamSet streams, Preparation made, long loadNanos,
            List<String> keptMaps) {
        List<Attachment> attachments = new ArrayList<>();
        List<NotAttached> givenUp = new ArrayList<>();
        for (ProgramPlan plan : made.programs()) {
            if (plan.chosen()) {
                BpfProgram program = object.program(plan.program().name());
                plan.points().forEach(point -> attachments.add(new Attachment(program, point, plan.optional())));
            }
            givenUp.addAll(plan.missing());
        }
        return new LoadedVersion(version, object, streams, List.copyOf(attachments), List.copyOf(givenUp),
                made.warnings(), made.require().specs(), loadNanos, keptMaps);
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
