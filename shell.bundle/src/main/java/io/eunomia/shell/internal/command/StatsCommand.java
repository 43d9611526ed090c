package io.eunomia.shell.internal.command;

import io.eunomia.runtime.TrackerStats;
import io.eunomia.shell.text.Table;
import java.util.Collection;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "stats", description = "Shows a tracker's loss ledger, and the cost of its programs and maps.")
final class StatsCommand extends ShellCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Override
    void run(Invocation invocation) {
        TrackerStats stats = invocation.tracker(tracker).stats();
        print(invocation, stats.streams(), stream -> new Object[] {stream.stream(), stream.map(), stream.read(),
            stream.kernelLost().isPresent() ? stream.kernelLost().getAsLong() : null, stream.undecodable(),
            stream.highestFillBytes(), stream.capacityBytes()},
                "STREAM", "MAP", "READ", "KERNEL LOST", "UNDECODABLE", "HIGHEST FILL BYTES", "CAPACITY BYTES");
        print(invocation, stats.subscribers(), one -> new Object[] {one.name(), one.offered(), one.delivered(),
            one.dropped(), one.pending()}, "NAME", "OFFERED", "DELIVERED", "DROPPED", "PENDING");
        print(invocation, stats.programs(), program -> new Object[] {program.name(), program.type(),
            program.attachedTo(), program.kernelId(), program.runCount(), program.runNanos(), program.memoryBytes()},
                "NAME", "TYPE", "ATTACHED TO", "KERNEL ID", "RUN COUNT", "RUN NANOS", "MEMORY BYTES");
        print(invocation, stats.notAttached(), program -> new Object[] {program.program(), program.target(),
            program.failure().message()}, "PROGRAM", "NOT ATTACHED TO", "WHY");
        print(invocation, stats.maps(), StatsCommand::map, MAP_TITLES);
    }

    static final String[] MAP_TITLES = {"NAME", "TYPE", "KEY BYTES", "VALUE BYTES", "MAX ENTRIES", "MEMORY BYTES",
        "PIN"};

    static Object[] map(TrackerStats.MapStats map) {
        return new Object[] {map.name(), map.type(), map.keyBytes(), map.valueBytes(), map.maxEntries(),
            map.memoryBytes() < 0 ? null : map.memoryBytes(), map.pin()};
    }

    private static <T> void print(Invocation invocation, Collection<T> rows, Function<T, Object[]> cells,
            String... titles) {
        if (!rows.isEmpty()) {
            Table table = new Table(titles);
            rows.forEach(row -> table.row(cells.apply(row)));
            table.print(invocation.terminal());
            invocation.out().println();
        }
    }
}
