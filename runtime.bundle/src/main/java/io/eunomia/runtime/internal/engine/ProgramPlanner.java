package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.Alternatives;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Decides which programs of an object are loaded and where they are attached: what the package selects, of each group
 * of alternatives the first choice that works here, of twins for the same hook (fentry and kprobe, tp_btf and raw_tp)
 * the better one. Both of a pair of twins would count everything twice, and objects of libbpf-tools rely on being
 * loaded by someone who knows.
 */
final class ProgramPlanner {
    private static final Map<AttachKind, Integer> TWIN_RANK = new EnumMap<>(Map.of(AttachKind.FENTRY, 0,
            AttachKind.FEXIT, 0, AttachKind.TP_BTF, 0, AttachKind.KPROBE, 1, AttachKind.RAW_TP, 1));

    /** Begins the reason why a program was left to whoever else knows a place for it. */
    static final String NO_PLACE = "its section names no place";

    private final BpfObjectFile file;
    private final Descriptor descriptor;
    private final Suitability suitability;
    private final Map<String, AttachPoint> points = new HashMap<>();
    private final Map<String, ProgramPlan> plans = new LinkedHashMap<>();

    ProgramPlanner(BpfObjectFile file, Descriptor descriptor, Map<String, String> attach, Suitability suitability) {
        this.file = file;
        this.descriptor = descriptor;
        this.suitability = suitability;
        Map<String, String> targets = new HashMap<>(descriptor.attach());
        targets.putAll(attach);
        targets.forEach((name, target) -> points.put(name, AttachSpec.parse(existing(name), target)));
    }

    /** In the object's order. */
    List<ProgramPlan> plan() {
        descriptor.programs().forEach(this::existing);
        for (ProgramFile program : file.programs()) {
            if (!descriptor.programs().isEmpty() && !descriptor.programs().contains(program.name())) {
                skip(program, "not among the package's programs");
            } else if (descriptor.programs().isEmpty() && !program.autoload() && !named(program)) {
                skip(program, "its section begins with ?: it is loaded only when the package names it");
            }
        }
        descriptor.alternatives().forEach(this::choose);
        leaveToOthers();
        twins();
        for (ProgramFile program : file.programs()) {
            plans.computeIfAbsent(program.name(), name -> new ProgramPlan(program, point(program), true, "",
                    obstacle(program).orElse(null)));
        }
        return file.programs().stream().map(program -> plans.get(program.name())).toList();
    }

    /**
     * Leaves out what its section gives no place to and nobody asked for, as long as something is attached: tools attach
     * some of their programs themselves, or not at all.
     */
    private void leaveToOthers() {
        List<ProgramFile> open = file.programs().stream().filter(program -> !plans.containsKey(program.name())).toList();
        if (descriptor.programs().isEmpty() && open.stream().anyMatch(this::hasPlace)) {
            open.stream().filter(program -> !hasPlace(program) && !named(program)).forEach(program -> skip(program,
                    NO_PLACE + "; give one with --attach " + program.name() + "=TARGET"));
        }
    }

    private boolean hasPlace(ProgramFile program) {
        return points.containsKey(program.name()) || program.type() == ProgramType.STRUCT_OPS
                || SectionName.of(program.section()).namesPlace();
    }

    private boolean named(ProgramFile program) {
        return points.containsKey(program.name()) || descriptor.alternatives().stream().flatMap(group -> group.choices().stream())
                .anyMatch(choice -> choice.contains(program.name()));
    }

    private void choose(Alternatives group) {
        List<String> reasons = new ArrayList<>();
        List<String> chosen = null;
        for (List<String> choice : group.choices()) {
            Optional<Failure> obstacle = choice.stream().map(this::existing).map(this::obstacle)
                    .flatMap(Optional::stream).findFirst();
            if (obstacle.isEmpty()) {
                chosen = choice;
                break;
            }
            reasons.add(obstacle.get().message());
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
                    plans.put(name, new ProgramPlan(existing(name), point(existing(name)), true, "", none));
                } else if (chosen == null || !chosen.contains(name)) {
                    skip(existing(name), "another choice for " + group.name() + " is used");
                }
            }
            first = false;
        }
    }

    private void twins() {
        Map<String, List<ProgramFile>> hooks = new LinkedHashMap<>();
        for (ProgramFile program : file.programs()) {
            if (!plans.containsKey(program.name()) && !points.containsKey(program.name())) {
                hook(program).ifPresent(key -> hooks.computeIfAbsent(key, k -> new ArrayList<>()).add(program));
            }
        }
        for (List<ProgramFile> programs : hooks.values()) {
            long ranks = programs.stream().map(this::rank).distinct().count();
            if (ranks == 2) {
                preferTwin(programs);
            }
        }
    }

    private void preferTwin(List<ProgramFile> programs) {
        boolean better = programs.stream().filter(program -> rank(program) == 0)
                .allMatch(program -> obstacle(program).isEmpty());
        for (ProgramFile program : programs) {
            if (rank(program) == 0 != better) {
                skip(program, better ? "its twin for the same hook is better" : obstacle(program)
                        .map(Failure::message).orElse("its twin for the same hook is used"));
            }
        }
    }

    private int rank(ProgramFile program) {
        return SectionName.of(program.section()).kind().map(TWIN_RANK::get).orElse(0);
    }

    private static Optional<String> hook(ProgramFile program) {
        SectionName section = SectionName.of(program.section());
        if (section.target().isEmpty()) {
            return Optional.empty();
        }
        return section.kind().map(kind -> switch (kind) {
            case FENTRY -> "entry of " + section.function();
            case FEXIT -> "return of " + section.function();
            case KPROBE -> (section.onReturn() ? "return of " : "entry of ") + section.function();
            case TP_BTF, RAW_TP -> "tracepoint " + section.target();
            default -> null;
        });
    }

    private void skip(ProgramFile program, String reason) {
        plans.putIfAbsent(program.name(), ProgramPlan.skipped(program, point(program), reason));
    }

    private AttachPoint point(ProgramFile program) {
        return points.getOrDefault(program.name(), AttachPoint.bySection());
    }

    private Optional<Failure> obstacle(ProgramFile program) {
        return suitability.obstacle(program, point(program));
    }

    private ProgramFile existing(String name) {
        return file.programs().stream().filter(program -> program.name().equals(name)).findFirst()
                .orElseThrow(() -> new TrackerException(Failure.of(FailureKind.BAD_PACKAGE,
                        "the object has no program \"" + name + '"', "it has " + names())));
    }

    private String names() {
        return String.join(", ", new TreeSet<>(file.programs().stream().map(ProgramFile::name).toList()));
    }
}
