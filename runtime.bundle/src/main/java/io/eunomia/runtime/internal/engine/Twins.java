package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.runtime.Failure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Programs of one object for the same hook, of which one is the better way to it (fentry and kprobe, tp_btf and raw_tp): both
 * would count everything twice, and objects of libbpf-tools rely on being loaded by someone who knows.
 */
final class Twins {
    private static final Map<AttachKind, Integer> RANK = new EnumMap<>(Map.of(AttachKind.FENTRY, 0,
            AttachKind.FEXIT, 0, AttachKind.TP_BTF, 0, AttachKind.KPROBE, 1, AttachKind.RAW_TP, 1));

    private final Function<ProgramFile, Optional<Failure>> obstacle;
    private final Map<ProgramFile, String> left = new LinkedHashMap<>();

    private Twins(Function<ProgramFile, Optional<Failure>> obstacle) {
        this.obstacle = obstacle;
    }

    /**
     * Finds the programs that give way to their twins.
     *
     * @param programs those about which nothing else is decided
     * @param obstacle what keeps a program from being loaded or attached here
     * @return each with the reason
     */
    static Map<ProgramFile, String> among(List<ProgramFile> programs, Function<ProgramFile, Optional<Failure>> obstacle) {
        Twins twins = new Twins(obstacle);
        Map<String, List<ProgramFile>> hooks = new LinkedHashMap<>();
        for (ProgramFile program : programs) {
            hook(program).ifPresent(key -> hooks.computeIfAbsent(key, k -> new ArrayList<>()).add(program));
        }
        hooks.values().stream().filter(one -> one.stream().map(Twins::rank).distinct().count() == 2).forEach(twins::prefer);
        return twins.left;
    }

    private void prefer(List<ProgramFile> programs) {
        boolean better = programs.stream().filter(program -> rank(program) == 0)
                .allMatch(program -> obstacle.apply(program).isEmpty());
        for (ProgramFile program : programs) {
            if (rank(program) == 0 != better) {
                left.put(program, better ? "its twin for the same hook is better" : obstacle.apply(program)
                        .map(Failure::message).orElse("its twin for the same hook is used"));
            }
        }
    }

    private static int rank(ProgramFile program) {
        return SectionName.of(program.section()).kind().map(RANK::get).orElse(0);
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
}
