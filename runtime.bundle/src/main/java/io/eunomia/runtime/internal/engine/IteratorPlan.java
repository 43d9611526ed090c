package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.IteratorSpec;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.SchemaFactory;
import io.eunomia.runtime.internal.stream.Feed;
import io.eunomia.runtime.internal.stream.StreamSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Plans the streams of a package's iterator programs. */
final class IteratorPlan {
    /** The argument that every object with an iterator takes, unless it declares one of that name itself. */
    static final ArgumentSpec INTERVAL = new ArgumentSpec("interval", "", "duration", "", "50ms", "",
            "how often iterators are read; without it on demand");

    private IteratorPlan() {
    }

    static boolean isIterator(ProgramFile program) {
        return isIterator(program.section());
    }

    static boolean isIterator(String section) {
        return SectionName.of(section).kind().filter(AttachKind.ITER::equals).isPresent();
    }

    static List<StreamSpec> of(BpfObjectFile file, Descriptor descriptor, Arguments arguments,
            List<ProgramPlan> programs, SchemaFactory factory) {
        return programs.stream().filter(plan -> plan.chosen() && isIterator(plan.program()))
                .map(plan -> stream(file, plan, spec(descriptor, plan.program().name()), arguments, factory)).toList();
    }

    private static IteratorSpec spec(Descriptor descriptor, String program) {
        return descriptor.iterators().stream().filter(one -> one.program().equals(program)).findFirst()
                .orElse(new IteratorSpec(program, "", "", "", List.of()));
    }

    private static StreamSpec stream(BpfObjectFile file, ProgramPlan plan, IteratorSpec spec, Arguments arguments,
            SchemaFactory factory) {
        HelperCalls calls = HelperCalls.of(file.elf(), plan.program());
        boolean records = calls.writesRecords() || !spec.type().isEmpty();
        Set<Integer> sizes = records ? calls.recordSizes() : Set.of();
        CompiledSchema schema = factory.iterator(spec.program(), new EventSpec("", spec.stream(), spec.type(),
                spec.fields()), sizes);
        int bytes = !records ? 0 : schema.size() > 0 ? schema.size() : sizes.stream().findFirst().orElse(1);
        AttachPoint point = plan.points().get(0) instanceof AttachPoint.KernelFunction ? AttachPoint.bySection()
                : plan.points().get(0);
        return new StreamSpec(schema, new Feed.Iterator(spec.program(), point, interval(spec, arguments), bytes));
    }

    private static Duration interval(IteratorSpec spec, Arguments arguments) {
        String said = spec.interval().isEmpty() ? arguments.valueOf(INTERVAL.name()).orElse("")
                : arguments.resolve(spec.interval());
        return said.isEmpty() ? null : StreamPlan.interval(said, (problem, hint) -> new TrackerException(Failure.of(
                FailureKind.BAD_REQUEST, "iterator \"" + spec.program() + "\" " + problem, hint)));
    }
}
