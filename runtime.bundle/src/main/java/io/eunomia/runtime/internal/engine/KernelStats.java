package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.runtime.TrackerStats.MapStats;
import io.eunomia.runtime.TrackerStats.ProgramStats;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the kernel counts of a version's programs and maps. */
final class KernelStats {
    private static final Logger LOG = LoggerFactory.getLogger(KernelStats.class);

    private KernelStats() {
    }

    /** Of a version that is about to be unloaded; nothing when the kernel does not answer. */
    static Ending.Last last(LoadedVersion version, Hooks hooks) {
        try {
            return new Ending.Last(programs(version, hooks), maps(version));
        } catch (RuntimeException e) {
            LOG.warn("the last counters of a tracker cannot be read", e);
            return Ending.Last.NONE;
        }
    }

    static List<ProgramStats> programs(LoadedVersion version, Hooks hooks) {
        return version.object().programs().stream().map(program -> stats(version, hooks, program)).toList();
    }

    /** Runs are counted where a hook is entered. */
    private static ProgramStats stats(LoadedVersion version, Hooks hooks, BpfProgram program) {
        BpfProgram.Info own = program.info();
        BpfProgram.Info entered = hooks.of(program).map(hook -> hook.info(program)).orElse(own);
        return new ProgramStats(program.name(), program.type().name().toLowerCase(Locale.ROOT),
                version.targets().getOrDefault(program.name(), ""), own.id(), entered.runCount(), entered.runNanos(),
                own.memoryBytes(), entered.recursionMisses());
    }

    static List<MapStats> maps(LoadedVersion version) {
        return version.object().maps().stream().map(KernelStats::stats).toList();
    }

    private static MapStats stats(BpfMap map) {
        return new MapStats(map.name(), map.type().name().toLowerCase(Locale.ROOT), map.keySize(), map.valueSize(),
                map.maxEntries(), map.memoryBytes());
    }
}
