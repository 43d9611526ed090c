package io.eunomia.shell.text;

import io.eunomia.runtime.TrackerStats.MapStats;
import io.eunomia.runtime.view.CostView;
import io.eunomia.runtime.view.MapsView;
import io.eunomia.runtime.view.StatsView;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

/** Shows a tracker's counters as tables. */
public record StatsPrinter(Terminal terminal) {
    private static final String[] MAPS = {"MAP", "TYPE", "KEY", "VALUE", "ENTRIES", "MEMORY", "PIN"};

    public void print(StatsView stats) {
        stats.cost().ifPresent(this::print);
        print(stats.streams(), stream -> new Object[] {stream.stream(), stream.map(), stream.read(),
            shown(stream.kernelLost()), stream.undecodable(), Amounts.bytes(stream.highestFillBytes()),
            Amounts.bytes(stream.capacityBytes())},
                "STREAM", "MAP", "READ", "LOST", "UNDECODABLE", "PEAK FILL", "CAPACITY");
        print(stats.subscribers(), one -> new Object[] {one.name(), one.offered(), one.delivered(), one.dropped(),
            one.pending()}, "READER", "OFFERED", "DELIVERED", "DROPPED", "PENDING");
        print(stats.enrichments(), one -> new Object[] {one.enricher(), one.unknown(), one.late()},
                "ENRICHER", "UNKNOWN", "LATE");
        print(stats.programs(), program -> new Object[] {program.name(), program.type(), program.attachedTo(),
            program.kernelId(), program.runCount(), Amounts.nanos(program.runNanos()), Amounts.bytes(program.memoryBytes())},
                "PROGRAM", "TYPE", "ATTACHED TO", "ID", "RUNS", "TIME", "MEMORY");
        print(stats.notAttached(), program -> new Object[] {program.program(), program.target(),
            program.failure().message()}, "PROGRAM", "NOT ATTACHED TO", "WHY");
        print(stats.maps(), StatsPrinter::cells, MAPS);
    }

    /** Runs are counted while somebody asks only, so what programs show of them since their start is less than there was. */
    private void print(CostView cost) {
        terminal.out().println(String.format(Locale.ROOT, "%s of one CPU: %,.0f runs a second of %s each, over the last %.1f s",
                Amounts.share(cost.cpu()), cost.runsPerSecond(), Amounts.nanos(cost.nanosPerRun()), cost.seconds()));
        terminal.out().println();
    }

    /** Shows the maps alone, with the titles also when there are none. */
    public void print(MapsView maps) {
        Table table = new Table(MAPS);
        maps.maps().forEach(map -> table.row(cells(map)));
        table.print(terminal);
    }

    private static Object[] cells(MapStats map) {
        return new Object[] {map.name(), map.type(), Amounts.bytes(map.keyBytes()), Amounts.bytes(map.valueBytes()), map.maxEntries(),
            Amounts.bytes(map.memoryBytes()), map.pin()};
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
