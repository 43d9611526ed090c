package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Decides where the programs of an object are attached and which are left out: the package says so first, then the start. */
final class Targets {
    /** Where a program samples if nothing says it. Programs that act 10 or 100 times a second would be seen too often at such rates. */
    private static final String SAMPLED = "hz=49";

    private final BpfObjectFile file;
    private final Map<String, List<AttachPoint>> points = new HashMap<>();
    private final Set<String> without;
    private final Suitability suitability;

    private Targets(BpfObjectFile file, Set<String> without, Suitability suitability) {
        this.suitability = suitability;
        this.file = file;
        this.without = without;
    }

    /**
     * Decides for an object.
     *
     * @param resolve replaces references to arguments in what the package says
     * @param suitability resolves names, and finds the place of a program that nobody gives one
     * @throws TrackerException naming a program that does not exist or a target that is not understood
     */
    static Targets of(BpfObjectFile file, Descriptor descriptor, StartOptions options,
            Suitability suitability, UnaryOperator<String> resolve) {
        Set<String> without = new LinkedHashSet<>(descriptor.without());
        // A start that says where a program goes wants it, even if its package would leave it out.
        without.removeAll(options.attach().keySet());
        without.addAll(options.without());
        Targets targets = new Targets(file, without, suitability);
        options.without().forEach(name -> targets.asked(name, "/without"));
        options.attach().forEach((name, texts) -> {
            if (options.without().contains(name)) {
                throw wrong("/attach/" + name, "program \"" + name + "\" is to be attached and to be left out",
                        "leave out --attach or --without for it");
            }
            targets.asked(name, "/attach/" + name);
        });
        Map<String, List<String>> all = new LinkedHashMap<>();
        descriptor.attach().forEach((name, texts) -> all.put(name, texts.stream().map(resolve).toList()));
        options.attach().forEach((name, texts) -> {
            if (!texts.isEmpty()) {
                all.put(name, texts);
            }
        });
        all.forEach((name, texts) -> targets.add(targets.existing(name), texts));
        return targets;
    }

    private void add(ProgramFile program, List<String> texts) {
        List<AttachPoint> parsed = texts.stream().map(text -> suitability.resolved(AttachSpec.parse(program, text)))
                .distinct().toList();
        if (parsed.size() > 1 && parsed.get(0) instanceof AttachPoint.KernelFunction) {
            throw wrong("/attach/" + program.name(), "program \"" + program.name() + "\" (" + program.section()
                    + ") is verified for one function and cannot be attached to " + parsed.size(),
                    "give it one target");
        }
        points.put(program.name(), parsed);
    }

    /** Returns a program's places, at least one: by its section if nobody says where. */
    List<AttachPoint> of(ProgramFile program) {
        List<AttachPoint> said = points.get(program.name());
        return said != null ? said : List.of(bySection(program));
    }

    private AttachPoint bySection(ProgramFile program) {
        return fault(program).isPresent() ? AttachPoint.bySection()
                : suitability.resolved(AttachSpec.ofSection(program).orElseGet(() -> samples(program) ? AttachSpec.parse(program, SAMPLED)
                        : suitability.place(program)));
    }

    /**
     * Tells whether a program samples, since nothing says otherwise: where an object has several programs for performance
     * events, each is for an event of its own, which its author's loader would know.
     */
    private boolean samples(ProgramFile program) {
        return isUnplaced(program) && file.programs().stream().filter(Targets::isUnplaced).count() == 1;
    }

    static boolean isUnplaced(ProgramFile program) {
        return program.type() == ProgramType.PERF_EVENT && !SectionName.of(program.section()).namesPlace();
    }

    /** Returns what is wrong with the place that a program's section names, if nobody says another. */
    Optional<Failure> fault(ProgramFile program) {
        if (given(program)) {
            return Optional.empty();
        }
        try {
            AttachSpec.ofSection(program);
            return Optional.empty();
        } catch (TrackerException e) {
            return Optional.of(e.failure());
        }
    }

    /** Tells whether the package or the start says where a program goes. */
    boolean given(ProgramFile program) {
        return points.containsKey(program.name());
    }

    Set<String> without() {
        return without;
    }

    /**
     * Finds a program. A name that does not exist is the package's fault, because packages name what they have.
     *
     * @throws TrackerException of kind BAD_PACKAGE: packages name what they have
     */
    ProgramFile existing(String name) {
        return find(name, FailureKind.BAD_PACKAGE, "");
    }

    private void asked(String name, String pointer) {
        find(name, FailureKind.BAD_REQUEST, pointer);
    }

    private ProgramFile find(String name, FailureKind fault, String pointer) {
        return file.programs().stream().filter(program -> program.name().equals(name)).findFirst()
                .orElseThrow(() -> new TrackerException(Failure.at(fault, pointer, "the object has no program \"" + name
                        + '"', "it has " + names())));
    }

    String names() {
        return String.join(", ", new TreeSet<>(file.programs().stream().map(ProgramFile::name).toList()));
    }

    private static TrackerException wrong(String pointer, String message, String hint) {
        return new TrackerException(Failure.at(FailureKind.BAD_REQUEST, pointer, message, hint));
    }
}
