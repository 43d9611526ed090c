package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.runtime.TrackerStats.MapStats;
import io.eunomia.runtime.TrackerStats.ProgramStats;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the kernel counts for a version's programs and maps. */
final class KernelStats {
    private static final Logger LOG = LoggerFactory.getLogger(KernelStats.class);

    private KernelStats() {
    }

    /** Returns the last counts of a version that is about to be unloaded; empty when the kernel does not answer. */
    static RunEnd.Last last(LoadedVersion version, Hooks hooks) {
        try {
            return new RunEnd.Last(programs(version, hooks), maps(version));
        } catch (RuntimeException e) {
            LOG.warn("the last counters of a tracker cannot be read", e);
            return RunEnd.Last.NONE;
        }
    }

    static List<ProgramStats> programs(LoadedVersion version, Hooks hooks) {
        return version.object().programs().stream().map(program -> stats(version, hooks, program)).toList();
    }

    /** Returns a program's counts; the kernel counts runs where a hook is entered. */
    private static ProgramStats stats(LoadedVersion version, Hooks hooks, BpfProgram program) {
        BpfProgram.Info own = program.info();
        List<BpfProgram.Info> entered = hooks.of(program).stream().map(hook -> hook.info(program)).distinct().toList();
        List<BpfProgram.Info> counted = entered.isEmpty() ? List.of(own) : entered;
        return new ProgramStats(program.name(), program.type().name().toLowerCase(Locale.ROOT),
                places(version, hooks, program), own.id(), sum(counted, BpfProgram.Info::runCount),
                sum(counted, BpfProgram.Info::runNanos), own.memoryBytes(),
                sum(counted, BpfProgram.Info::recursionMisses));
    }

    private static long sum(List<BpfProgram.Info> infos, ToLongFunction<BpfProgram.Info> count) {
        return infos.stream().mapToLong(count).sum();
    }

    /** Names the places where a program is attached; programs of a struct of functions have no hook of their own. */
    private static String places(LoadedVersion version, Hooks hooks, BpfProgram program) {
        if (IteratorPlan.isIterator(program.section())) {
            return program.section();
        }
        Stream<String> places = program.type() == ProgramType.STRUCT_OPS
                ? version.attachments().stream().filter(one -> one.program().name().equals(program.name()))
                        .map(Attachment::target)
                : hooks.of(program).stream().map(hook -> ProgramPlan.text(hook.point(), program.section()));
        return places.collect(Collectors.joining(", "));
    }

    static List<MapStats> maps(LoadedVersion version) {
        return version.object().maps().stream().map(map -> stats(map, version.pins())).toList();
    }

    private static MapStats stats(BpfMap map, Pins pins) {
        return new MapStats(map.name(), map.type().name().toLowerCase(Locale.ROOT), map.keySize(), map.valueSize(),
                map.maxEntries(), map.memoryBytes(), pins.of(map.name()));
    }
}
