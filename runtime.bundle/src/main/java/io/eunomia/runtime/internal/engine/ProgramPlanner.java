package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.NotAttached;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.Alternatives;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Decides which programs of an object are loaded and where they are attached: what the package selects, of each group
 * of alternatives the first choice that works here, of twins for the same hook (fentry and kprobe, tp_btf and raw_tp)
 * the better one. Both of a pair of twins would count everything twice, and objects of libbpf-tools rely on being
 * loaded by someone who knows.
 */
final class ProgramPlanner {
    private final BpfObjectFile file;
    private final Descriptor descriptor;
    private final StartOptions options;
    private final Suitability suitability;
    private final Map<String, Failure> refused;
    private final Targets targets;
    private final Map<String, ProgramPlan> plans = new LinkedHashMap<>();

    /** @param resolve replaces references to arguments @param refused programs that the kernel has refused already, and why */
    ProgramPlanner(BpfObjectFile file, Descriptor descriptor, StartOptions options, Suitability suitability,
            UnaryOperator<String> resolve, Map<String, Failure> refused) {
        this.file = file;
        this.descriptor = descriptor;
        this.options = options;
        this.suitability = suitability;
        this.refused = refused;
        this.targets = Targets.of(file, descriptor, options, suitability, resolve);
    }

    /** Tells whether the package or the start can do without a program. */
    static boolean optional(Descriptor descriptor, StartOptions options, String program) {
        return options.lenient() || descriptor.optional().contains(Descriptor.ALL)
                || descriptor.optional().contains(program);
    }

    /** Returns the plans in the object's order. */
    List<ProgramPlan> plan() {
        descriptor.programs().forEach(targets::existing);
        targets.without().forEach(name -> skip(targets.existing(name), options.without().contains(name)
                ? "it was asked to be left out" : "the package leaves it out"));
        for (ProgramFile program : file.programs()) {
            if (!descriptor.programs().isEmpty() && !descriptor.programs().contains(program.name())) {
                skip(program, "not among the package's programs");
            } else if (descriptor.programs().isEmpty() && !program.autoload() && !named(program)) {
                skip(program, "its section begins with ?: it is loaded only when the package names it");
            }
        }
        descriptor.alternatives().forEach(this::choose);
        leaveToOthers();
        Twins.among(file.programs().stream().filter(program -> !plans.containsKey(program.name()) && !targets.given(program))
                .toList(), this::obstacle).forEach(this::skip);
        for (ProgramFile program : file.programs()) {
            if (!plans.containsKey(program.name())) {
                plans.put(program.name(), chosen(program));
            }
        }
        requireOne();
        TailCalls.of(file).forEach(this::call);
        return file.programs().stream().map(program -> plans.get(program.name())).toList();
    }

    /** Loads a program that others call, even if it was left out, because libbpf would refuse the object without it. */
    private void call(String name, String map) {
        ProgramPlan plan = plans.get(name);
        if (plan != null && !plan.chosen()) {
            plans.put(name, ProgramPlan.called(plan.program(), plan.points(), map, callObstacle(plan.program(), map)));
        }
    }

    /** Why others cannot call a program through a map; null when nothing is in the way. */
    private Failure callObstacle(ProgramFile program, String map) {
        String name = program.name();
        Optional<ProgramFile> other = TailCalls.callers(file, map).stream().map(file::program).filter(caller ->
                plans.get(caller.name()).chosen() && caller.type() != program.type()).findFirst();
        if (other.isPresent()) {
            return Failure.of(FailureKind.BAD_PACKAGE, "program \"" + name + "\" (" + program.section()
                    + ") cannot be called through map \"" + map + "\" by \"" + other.get().name() + "\" (" + other.get().section()
                    + "): the kernel lets only programs of one type call each other", "give both the same kind of section");
        }
        if (targets.without().contains(name) || refused.containsKey(name)) {
            return Failure.of(FailureKind.BAD_REQUEST, "program \"" + name + "\" cannot be left out: map \"" + map
                    + "\" has it for other programs to call", "leave it in, or take it out of the map");
        }
        return null;
    }

    private ProgramPlan chosen(ProgramFile program) {
        List<AttachPoint> points = targets.of(program);
        if (!optional(descriptor, options, program.name())) {
            return ProgramPlan.chosen(program, points, obstacle(program).orElse(null));
        }
        List<AttachPoint> usable = new ArrayList<>();
        List<NotAttached> missing = new ArrayList<>();
        for (AttachPoint point : points) {
            obstacle(program, point).ifPresentOrElse(why -> missing.add(new NotAttached(program.name(),
                    ProgramPlan.text(point, program.section()), why)), () -> usable.add(point));
        }
        return usable.isEmpty() ? ProgramPlan.givenUp(program, points, missing.get(0).failure())
                : new ProgramPlan(program, usable, true, false, true, missing.isEmpty() ? "" : missing.get(0).failure().message(),
                        null, missing);
    }

    /** Requires one program at least: a package that can do without each of its programs cannot do without all of them. */
    private void requireOne() {
        if (plans.values().stream().anyMatch(ProgramPlan::chosen)) {
            return;
        }
        plans.values().stream().filter(plan -> !plan.missing().isEmpty()).findFirst().ifPresent(plan ->
                plans.put(plan.program().name(), ProgramPlan.chosen(plan.program(), plan.points(),
                        plan.missing().get(0).failure())));
        if (!targets.without().isEmpty() && plans.values().stream().noneMatch(ProgramPlan::chosen)) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "every program is left out", "it has "
                    + targets.names() + "; leave at least one in"));
        }
        file.programs().stream().filter(program -> !plans.get(program.name()).chosen()).findFirst()
                .filter(program -> plans.values().stream().noneMatch(ProgramPlan::chosen)).ifPresent(program -> {
                    SectionName section = SectionName.of(program.section());
                    throw new TrackerException(Failure.at(FailureKind.BAD_REQUEST, "/attach/" + program.name(),
                            "no program is attached: " + plans.get(program.name()).reason(), "say which and where: --attach "
                            + program.name() + '=' + (section.target().isEmpty() ? Placeless.example(program) : section.target())));
                });
    }

    /**
     * Leaves out programs whose section gives them no place and that nobody asked for, as long as something is attached:
     * tools attach some of their programs themselves, or not at all.
     */
    private void leaveToOthers() {
        List<ProgramFile> open = file.programs().stream().filter(program -> !plans.containsKey(program.name())).toList();
        if (descriptor.programs().isEmpty() && open.stream().anyMatch(this::hasPlace)) {
            open.stream().filter(program -> !hasPlace(program) && !named(program)).forEach(program ->
                    plans.put(program.name(), ProgramPlan.givenUp(program, targets.of(program),
                            Placeless.failure(program))));
        }
    }

    private boolean hasPlace(ProgramFile program) {
        return targets.given(program) || program.type() == ProgramType.STRUCT_OPS
                || SectionName.of(program.section()).namesPlace();
    }

    private boolean named(ProgramFile program) {
        return targets.given(program) || descriptor.alternatives().stream().flatMap(group -> group.choices().stream())
                .anyMatch(choice -> choice.contains(program.name()));
    }

    private void choose(Alternatives group) {
        List<String> reasons = new ArrayList<>();
        List<String> chosen = null;
        for (List<String> choice : group.choices()) {
            Optional<String> obstacle = choice.stream().map(targets::existing).map(this::whyNot)
                    .flatMap(Optional::stream).findFirst();
            if (obstacle.isEmpty()) {
                chosen = choice;
                break;
            }
            reasons.add(obstacle.get());
        }
        boolean first = true;
        for (List<String> choice : group.choices()) {
            for (String name : choice) {
                if (plans.containsKey(name)) {
                    continue;
                }
                if (chosen == null && first) {
                    Failure none = Failure.of(FailureKind.UNSUPPORTED, "none of the alternatives for "
                            + group.name() + " works on this kernel: " + String.join("; ", reasons),
                            "eunomia doctor lists what it offers");
                    ProgramFile program = targets.existing(name);
                    plans.put(name, optional(descriptor, options, name)
                            ? ProgramPlan.givenUp(program, targets.of(program), none)
                            : ProgramPlan.chosen(program, targets.of(program), none));
                } else if (chosen == null || !chosen.contains(name)) {
                    skip(targets.existing(name), "another choice for " + group.name() + " is used");
                }
            }
            first = false;
        }
    }

    private void skip(ProgramFile program, String reason) {
        plans.putIfAbsent(program.name(), ProgramPlan.skipped(program, targets.of(program), reason));
    }

    private Optional<String> whyNot(ProgramFile program) {
        return targets.without().contains(program.name()) ? Optional.of("program \"" + program.name()
                + "\" is left out") : obstacle(program).map(Failure::message);
    }

    private Optional<Failure> obstacle(ProgramFile program) {
        return targets.of(program).stream().map(point -> obstacle(program, point)).flatMap(Optional::stream).findFirst();
    }

    private Optional<Failure> obstacle(ProgramFile program, AttachPoint point) {
        return Optional.ofNullable(refused.get(program.name())).or(() -> targets.fault(program))
                .or(() -> suitability.obstacle(program, point, file.maps()));
    }
}
