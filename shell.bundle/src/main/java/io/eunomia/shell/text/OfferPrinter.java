package io.eunomia.shell.text;

import io.eunomia.runtime.Plan.PlannedProgram;
import io.eunomia.runtime.view.ArgumentView;
import io.eunomia.runtime.view.DisplaysView;
import io.eunomia.runtime.view.DisplaysView.DisplayView;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.runtime.view.PlanView.PlannedStreamView;
import io.eunomia.runtime.view.TrackerView.FieldView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what a tracker has for those who run it: arguments, fields, displays, programs, and commands to begin with. */
public record OfferPrinter(Terminal terminal) {
    private static final int MOST_EXAMPLE_FIELDS = 3;

    /** @param word names the tracker or its package in the examples @param installed whether only a daemon has it */
    public void print(PlanView plan, String word, boolean installed) {
        String heading = plan.name() + (plan.version().isEmpty() ? "" : ' ' + plan.version());
        terminal.out().println(terminal.bold(heading) + (plan.description().isEmpty() ? "" : ": " + plan.description()));
        plan.obstacles().forEach(obstacle -> terminal.paragraph("  ", terminal.bad("cannot run here") + ": " + obstacle.message()));
        printUse(plan);
        if (!plan.programs().isEmpty()) {
            terminal.out().println();
            Table programs = new Table("PROGRAM", "KIND", "ATTACHED TO");
            plan.programs().stream().filter(PlannedProgram::chosen).forEach(one -> programs.row(one.name(), one.type(), one.attachTo()));
            programs.print(terminal);
        }
        terminal.out().println();
        terminal.out().println("Examples:");
        examples(plan, quoted(word), installed).forEach(line -> terminal.out().println("  " + line));
    }

    /** Prints what can be given to it, and what it shows. */
    public void printUse(PlanView plan) {
        new PlanPrinter(terminal).printArguments(plan.arguments());
        plan.streams().forEach(this::printFields);
        if (!plan.displays().isEmpty()) {
            terminal.out().println();
            new DisplaysPrinter(terminal).print(new DisplaysView(plan.displays()), plan.name());
        }
    }

    /** The fields that are shown unasked come first. */
    private void printFields(PlannedStreamView stream) {
        terminal.out().println();
        terminal.paragraph("", terminal.bold("Stream " + stream.name()) + (stream.note().isEmpty() ? "" : ": " + stream.note()));
        Table table = new Table("FIELD", "TYPE", "UNIT", "SHOWN", "WHAT");
        stream.layout().stream().sorted(Comparator.comparing((FieldView field) -> !field.shown()))
                .forEach(field -> table.row(field.name(), field.type(), field.unit(), field.shown() ? "yes" : "if asked", field.description()));
        if (!stream.layout().isEmpty()) {
            table.print(terminal);
        }
    }

    /** Commands that can be typed as they are. @param installed whether only a daemon has it, so that it cannot be run here */
    private static List<String> examples(PlanView plan, String word, boolean installed) {
        List<String> lines = new ArrayList<>();
        String show = "eunomia " + (installed ? "events " : "run ") + word;
        lines.add(installed ? "eunomia start " + word : show);
        plan.streams().stream().filter(stream -> !stream.layout().isEmpty()).findFirst().ifPresent(stream -> {
            List<String> names = stream.layout().stream().filter(FieldView::shown).map(FieldView::name).limit(MOST_EXAMPLE_FIELDS).toList();
            lines.add(show + " --fields " + String.join(",", names) + " --limit 10 -o json");
            text(stream).ifPresent(field -> lines.add(show + " --filter '" + field + " ~ \"^a\"' --duration 10s"));
        });
        if (!installed) {
            argument(plan.arguments()).ifPresent(argument -> lines.add(show + " --arg " + argument + " --duration 10s"));
            plan.displays().stream().filter(display -> display.kind().equals("stacks")).findFirst()
                    .ifPresent(display -> lines.add(show + " --duration 10s -o svg > flame.svg"));
            lines.add("eunomia start " + word);
        }
        plan.displays().stream().filter(DisplayView::shown).findFirst()
                .ifPresent(display -> lines.add("eunomia displays " + plan.name() + ' ' + quoted(display.name())));
        return lines;
    }

    private static Optional<String> text(PlannedStreamView stream) {
        return stream.layout().stream().filter(field -> field.kind().equals("text") && field.shown()).map(FieldView::name).findFirst();
    }

    /** An argument with a value that it takes, its default: a truth value is turned round, so that the example says something. */
    private static Optional<String> argument(Map<String, ArgumentView> arguments) {
        return arguments.entrySet().stream().filter(one -> !one.getValue().default_().isEmpty()).findFirst()
                .map(one -> one.getKey() + '=' + switch (one.getValue().default_()) {
                    case "true" -> "false";
                    case "false" -> "true";
                    default -> quoted(one.getValue().default_());
                });
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_.,:/@+-]+") ? word : '\'' + word.replace("'", "'\\''") + '\'';
    }
}
