package io.eunomia.shell.text;

import io.eunomia.runtime.Plan.PlannedRelocation;
import io.eunomia.runtime.view.ArgumentView;
import io.eunomia.runtime.view.FailureView;
import io.eunomia.runtime.view.PlanView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows a plan of what a package would do: whether it can run, then programs, maps, streams and arguments as tables. */
public final class PlanPrinter {
    private final Terminal terminal;

    public PlanPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(PlanView plan) {
        var out = terminal.out();
        out.println(terminal.bold(plan.name() + ' ' + plan.version()) + " (" + plan.format() + "): "
                + (plan.runnable() ? terminal.good("can run " + where(plan)) : terminal.bad("cannot run " + where(plan))));
        for (FailureView obstacle : plan.obstacles()) {
            terminal.paragraph("  ", obstacle.message());
            if (!obstacle.hint().isEmpty()) {
                terminal.paragraph("    ", "hint: " + obstacle.hint());
            }
        }
        plan.warnings().forEach(warning -> terminal.paragraph("  ", "warning: " + warning));
        printPrograms(plan);
        printMaps(plan);
        printStreams(plan);
        printArguments(plan.arguments());
        printRelocations(plan);
    }

    /** Prints the unresolved relocations, and only the number of the others. */
    private void printRelocations(PlanView plan) {
        List<PlannedRelocation> relocations = plan.relocations().orElse(List.of());
        if (relocations.isEmpty()) {
            return;
        }
        Map<String, Long> outcomes = relocations.stream().collect(Collectors.groupingBy(
                PlannedRelocation::outcome, TreeMap::new, Collectors.counting()));
        terminal.out().println();
        terminal.out().println(relocations.size() + " CO-RE relocations: " + outcomes.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey()).collect(Collectors.joining(", ")));
        Table table = new Table("RELOCATION", "WHERE", "OUTCOME", "WHY");
        relocations.stream().filter(one -> !one.outcome().equals("resolved")).map(PlanPrinter::row).distinct()
                .forEach(row -> table.row(row.toArray()));
        if (outcomes.size() > 1 || !outcomes.containsKey("resolved")) {
            table.print(terminal);
        }
    }

    private static List<String> row(PlannedRelocation one) {
        String where = one.program() + (one.source().isEmpty() ? " instruction " + one.instruction() : " " + one.source());
        boolean harmless = one.outcome().equals("missing") && !one.reached();
        return List.of(one.kind() + ' ' + one.subject(), where, one.outcome() + (harmless ? ", not reached" : ""),
                one.problem());
    }

    private static String where(PlanView plan) {
        return plan.kernel().map(kernel -> "on " + kernel).orElse("here");
    }

    private void printPrograms(PlanView plan) {
        if (!plan.programs().isEmpty()) {
            terminal.out().println();
            Table table = new Table("PROGRAM", "TYPE", "ATTACH TO", "INSNS", "LOADED", "WHY");
            plan.programs().forEach(program -> table.row(program.name(), program.type(), program.attachTo(),
                    program.instructions(), program.chosen() ? "yes" : "no", program.reason()));
            table.print(terminal);
        }
    }

    private void printMaps(PlanView plan) {
        if (!plan.maps().isEmpty()) {
            terminal.out().println();
            Table table = new Table("MAP", "TYPE", "KEY", "VALUE", "ENTRIES", "MEMORY", "PIN");
            plan.maps().forEach(map -> table.row(map.name(), map.type(), map.keyBytes(), map.valueBytes(),
                    map.maxEntries(), Amounts.bytes(map.estimatedBytes()), map.pin()
                            + (map.reused() ? " (there already)" : "")));
            table.print(terminal);
        }
    }

    private void printStreams(PlanView plan) {
        if (!plan.streams().isEmpty()) {
            terminal.out().println();
            Table table = new Table("STREAM", "MAP", "STRUCT", "FIELDS");
            plan.streams().forEach(stream -> table.row(stream.name(), stream.map(), stream.struct(),
                    stream.note().isEmpty() ? String.join(" ", stream.fields()) : stream.note()));
            table.print(terminal);
        }
    }

    void printArguments(Map<String, ArgumentView> arguments) {
        if (!arguments.isEmpty()) {
            terminal.out().println();
            Table table = new Table("ARGUMENT", "TYPE", "DEFAULT", "DESCRIPTION");
            arguments.forEach((name, argument) -> table.row(name, argument.type(), argument.default_(),
                    argument.description()));
            table.print(terminal);
        }
    }
}
