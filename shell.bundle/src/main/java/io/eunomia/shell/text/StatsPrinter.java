package io.eunomia.shell.text;

import io.eunomia.runtime.TrackerStats.MapStats;
import io.eunomia.runtime.view.MapsView;
import io.eunomia.runtime.view.StatsView;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Shows a tracker's counters as tables. */
public record StatsPrinter(Terminal terminal) {
    private static final String[] MAPS = {"NAME", "TYPE", "KEY BYTES", "VALUE BYTES", "MAX ENTRIES", "MEMORY BYTES", "PIN"};

    public void print(StatsView stats) {
        print(stats.streams(), stream -> new Object[] {stream.stream(), stream.map(), stream.read(),
            shown(stream.kernelLost()), stream.undecodable(), stream.highestFillBytes(), stream.capacityBytes()},
                "STREAM", "MAP", "READ", "KERNEL LOST", "UNDECODABLE", "HIGHEST FILL BYTES", "CAPACITY BYTES");
        print(stats.subscribers(), one -> new Object[] {one.name(), one.offered(), one.delivered(), one.dropped(),
            one.pending()}, "NAME", "OFFERED", "DELIVERED", "DROPPED", "PENDING");
        print(stats.enrichments(), one -> new Object[] {one.enricher(), one.unknown(), one.late()},
                "ENRICHER", "UNKNOWN", "LATE");
        print(stats.programs(), program -> new Object[] {program.name(), program.type(), program.attachedTo(),
            program.kernelId(), program.runCount(), program.runNanos(), program.memoryBytes()},
                "NAME", "TYPE", "ATTACHED TO", "KERNEL ID", "RUN COUNT", "RUN NANOS", "MEMORY BYTES");
        print(stats.notAttached(), program -> new Object[] {program.program(), program.target(),
            program.failure().message()}, "PROGRAM", "NOT ATTACHED TO", "WHY");
        print(stats.maps(), StatsPrinter::cells, MAPS);
    }

    /** Shows the maps alone, with the titles also when there are none. */
    public void print(MapsView maps) {
        Table table = new Table(MAPS);
        maps.maps().forEach(map -> table.row(cells(map)));
        table.print(terminal);
    }

    private static Object[] cells(MapStats map) {
        return new Object[] {map.name(), map.type(), map.keyBytes(), map.valueBytes(), map.maxEntries(),
            map.memoryBytes() < 0 ? null : map.memoryBytes(), map.pin()};
    }

    private static String shown(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : null;
    }

    private <T> void print(List<T> rows, Function<T, Object[]> cells, String... titles) {
        if (!rows.isEmpty()) {
            Table table = new Table(titles);
            rows.forEach(row -> table.row(cells.apply(row)));
            table.print(terminal);
            terminal.out().println();
        }
    }
}
