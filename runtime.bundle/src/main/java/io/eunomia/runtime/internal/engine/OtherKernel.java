package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.core.CoreRelocation;
import io.eunomia.libbpf.core.DescribedKernel;
import io.eunomia.libbpf.core.ObjectFit;
import io.eunomia.libbpf.kernel.ProbeResult;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Plan.PlannedRelocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what would keep a prepared package from running on another kernel, of which only the types are known. It checks
 * what the running kernel would otherwise check when the package is loaded. Used once.
 */
final class OtherKernel {
    private final DescribedKernel kernel;
    private final List<Failure> obstacles = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private List<PlannedRelocation> relocations = List.of();

    OtherKernel(DescribedKernel kernel) {
        this.kernel = kernel;
    }

    /** Examines the object. @param file prepared: arguments are set, and decide which code is reached */
    void examine(BpfObjectFile file, List<ProgramPlan> programs) {
        List<ProgramPlan> chosen = programs.stream().filter(ProgramPlan::loaded).toList();
        for (ProgramPlan plan : chosen) {
            note("program \"" + plan.program().name() + '"', kernel.programType(plan.program().type()));
            target(plan);
        }
        for (MapFile map : file.maps()) {
            if (!map.internal()) {
                note("map \"" + map.name() + '"', kernel.mapType(map.type()));
            }
        }
        fit(file, chosen.stream().map(plan -> plan.program().name()).collect(Collectors.toSet()));
    }

    private void fit(BpfObjectFile file, Set<String> programs) {
        ObjectFit fit = ObjectFit.of(file.elf(), kernel.btf(), conditions(file, programs));
        relocations = fit.relocations().stream().map(OtherKernel::planned).toList();
        fit.relocations().stream().filter(CoreRelocation::fatal).map(CoreRelocation::text).distinct()
                .forEach(text -> lack(text, "ask with bpf_core_field_exists, bpf_core_type_exists or"
                        + " bpf_core_enum_value_exists first, or give the type a flavor (struct name___old)"));
        fit.lacks().forEach(text -> lack(text, ""));
        unknown.addAll(fit.unknown());
        fit.misfits().stream().map(ThisKernel::failure).forEach(obstacles::add);
    }

    /** Returns the conditions under which code is reached. @param file with its arguments set */
    static ObjectFit.Conditions conditions(BpfObjectFile file, Set<String> programs) {
        Map<String, byte[]> constants = new HashMap<>();
        file.elf().dataSections().forEach(section -> file.contents(section.name())
                .ifPresent(contents -> constants.put(section.name(), contents)));
        return new ObjectFit.Conditions(programs, constants);
    }

    private static PlannedRelocation planned(CoreRelocation one) {
        return new PlannedRelocation(one.function(), one.instruction(), one.source(), one.kind().label(), one.subject(),
                one.outcome().name().toLowerCase(Locale.ROOT), one.value(), one.reached(), one.problem());
    }

    /** Checks the hook of a security module, which libbpf looks for among the kernel's types when it loads the program. */
    private void target(ProgramPlan plan) {
        SectionName section = SectionName.of(plan.program().section());
        String prefix = switch (section.prefix()) {
            case "lsm", "lsm_cgroup" -> "bpf_lsm_";
            default -> "";
        };
        if (!prefix.isEmpty() && !section.target().isEmpty() && kernel.btf().function(prefix + section.target()).isEmpty()) {
            obstacles.add(Failure.of(FailureKind.NO_TARGET, "program \"" + plan.program().name() + "\" cannot be attached to "
                    + plan.program().section() + ": no function " + prefix + section.target()
                    + " is known to the kernel's own types; only a module could have it", ""));
        }
    }

    private void note(String subject, ProbeResult result) {
        if (result instanceof ProbeResult.Unsupported no) {
            lack(subject + ": " + no.reason(), "");
        } else if (result instanceof ProbeResult.Inconclusive maybe) {
            unknown.add(subject + ": " + maybe.reason());
        }
    }

    private void lack(String message, String hint) {
        obstacles.add(Failure.of(FailureKind.UNSUPPORTED, message, hint));
    }

    List<Failure> obstacles() {
        return obstacles;
    }

    /** Returns what is not known of that kernel, each as a sentence. */
    List<String> unknown() {
        return unknown;
    }

    List<PlannedRelocation> relocations() {
        return relocations;
    }
}
