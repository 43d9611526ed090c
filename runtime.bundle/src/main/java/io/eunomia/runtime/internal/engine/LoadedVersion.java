package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.NotAttached;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.internal.closing.Closer;
import io.eunomia.runtime.internal.printk.PrintkObserver;
import io.eunomia.runtime.internal.stack.EventStacks;
import io.eunomia.runtime.internal.stream.StreamSet;
import io.eunomia.runtime.internal.stream.StreamSupport;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A version of a package that is loaded into the kernel, with its readers open and nothing attached. Owns object and
 * streams.
 *
 * @param printk sees what its programs print; null when they print nothing, or that cannot be seen
 * @param attachments of the programs, in order; several of one program that has several targets
 * @param givenUp programs that were left out because they cannot run here
 * @param warnings what the user should know: what it does without here, what it does not show by itself
 * @param loadNanos time that opening, verifying and loading took
 * @param keptMaps maps taken over from the version before
 * @param pins of its maps
 * @param stacks resolves the call stacks of its events
 */
public record LoadedVersion(String version, BpfObject object, PrintkObserver printk, StreamSet streams,
        List<Attachment> attachments, List<NotAttached> givenUp, List<String> warnings,
        Map<String, ArgumentSpec> arguments, long loadNanos, List<String> keptMaps, Pins pins, EventStacks stacks) implements AutoCloseable {

    /**
     * Opens the streams of an object that was just loaded.
     *
     * @param object taken over when this succeeds
     */
    static LoadedVersion open(Libbpf libbpf, TrackerHub hub, StreamSupport support, String version, BpfObject object,
            Preparation made, long loadNanos, List<String> keptMaps) {
        List<String> warnings = new ArrayList<>(made.warnings());
        PrintkObserver printk = made.streams().prints() ? printk(libbpf, object, warnings) : null;
        try {
            StreamPlan plan = printk == null ? made.streams().withoutPrintk() : made.streams();
            plan.stacks().bind(object, support.names());
            StreamSet streams = StreamSet.prepare(hub, support, object, plan.streams(),
                    plan.displays(), made.pins().existing(), Set.copyOf(keptMaps), printk);
            return new LoadedVersion(version, object, printk, streams, attachments(object, made.programs()),
                    made.programs().stream().flatMap(program -> program.missing().stream()).toList(),
                    List.copyOf(warnings), made.require().specs(), loadNanos, keptMaps, made.pins(), plan.stacks());
        } catch (RuntimeException e) {
            if (printk != null) {
                printk.close();
            }
            throw e;
        }
    }

    /** Watches what programs print. If that cannot be shown it is worth a warning, but is no failure. */
    private static PrintkObserver printk(Libbpf libbpf, BpfObject object, List<String> warnings) {
        try {
            return PrintkObserver.attach(libbpf, object.programs());
        } catch (TrackerException e) {
            warnings.add("what its programs print is not shown: " + e.getMessage() + "; " + e.failure().hint());
            return null;
        }
    }

    /** Returns the attachments of all programs but iterators, which belong to their streams because no event calls them. */
    private static List<Attachment> attachments(BpfObject object, List<ProgramPlan> programs) {
        List<Attachment> attachments = new ArrayList<>();
        for (ProgramPlan plan : programs) {
            if (plan.chosen() && !IteratorPlan.isIterator(plan.program())) {
                BpfProgram program = object.program(plan.program().name());
                plan.points().forEach(point -> attachments.add(new Attachment(program, point, plan.optional())));
            }
        }
        return List.copyOf(attachments);
    }

    BpfProgram program(String name) {
        return object.program(name);
    }

    @Override
    public void close() {
        Closer closer = new Closer().run(streams::close);
        if (printk != null) {
            closer.run(printk::close);
        }
        closer.run(stacks::close).run(object::close).rethrow();
    }
}
