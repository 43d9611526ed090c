package io.eunomia.shell.text;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.Plan;

/** Shows what a package would do: whether it can run, then programs, maps, streams and arguments as tables. */
public final class PlanPrinter {
    private final Terminal terminal;

    public PlanPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(Plan plan) {
        var out = terminal.out();
        out.println(terminal.bold(plan.name() + ' ' + plan.version()) + " (" + plan.format() + "): "
                + (plan.runnable() ? terminal.good("can run here") : terminal.bad("cannot run here")));
        for (Failure obstacle : plan.obstacles()) {
            out.println("  " + obstacle.message() + (obstacle.hint().isEmpty() ? "" : "\n    hint: " + obstacle.hint()));
        }
        plan.warnings().forEach(warning -> out.println("  warning: " + warning));
        printPrograms(plan);
        printMaps(plan);
        printStreams(plan);
        printArguments(plan);
    }

    private void printPrograms(Plan plan) {
        if (!plan.programs().isEmpty()) {
            terminal.out().println();
            Table table = new Table("PROGRAM", "TYPE", "ATTACH TO", "INSNS", "LOADED", "WHY");
            plan.programs().forEach(program -> table.row(program.name(), program.type(), program.attachTo(),
                    program.instructions(), program.chosen() ? "yes" : "no", program.reason()));
            table.print(terminal);
        }
    }

    private void printMaps(Plan plan) {
        if (!plan.maps().isEmpty()) {
            terminal.out().println();
            Table table = new Table("MAP", "TYPE", "KEY", "VALUE", "ENTRIES", "MEMORY", "PIN");
            plan.maps().forEach(map -> table.row(map.name(), map.type(), map.keyBytes(), map.valueBytes(),
                    map.maxEntries(), (map.estimatedBytes() + 1023) / 1024 + " KiB", map.pin()
                            + (map.reused() ? " (there already)" : "")));
            table.print(terminal);
        }
    }

    private void printStreams(Plan plan) {
        if (!plan.streams().isEmpty()) {
            terminal.out().println();
            Table table = new Table("STREAM", "MAP", "STRUCT", "FIELDS");
            plan.streams().forEach(stream -> table.row(stream.name(), stream.map(), stream.struct(),
                    stream.note().isEmpty() ? String.join(" ", stream.fields()) : stream.note()));
            table.print(terminal);
        }
    }

    private void printArguments(Plan plan) {
        if (!plan.arguments().isEmpty()) {
            terminal.out().println();
            Table table = new Table("ARGUMENT", "TYPE", "DEFAULT", "DESCRIPTION");
            plan.arguments().values().forEach(argument -> table.row(argument.name(), argument.type(),
                    argument.defaultValue(), argument.description()));
            table.print(terminal);
        }
    }
}
