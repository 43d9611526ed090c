package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.run.LocalRuntime;
import io.eunomia.launcher.internal.text.Table;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.StartOptions;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "plan", description = "Shows what a package would do on this machine, without loading it.")
final class PlanCommand extends Command {
    @Parameters(paramLabel = "TRACKER", description = "A built-in tracker, a file, JSON in place, or -.")
    private String what;

    @Mixin
    private PackageOptions options;

    @Override
    int execute() {
        PackageInput input = PackageInput.ofTracker(what);
        try (LocalRuntime runtime = LocalRuntime.start()) {
            Plan plan = runtime.manager().plan(new PackageSource(input.name(), input.content(), input.origin()),
                    new StartOptions("", options.arguments(), options.attach(), List.of()));
            print(plan);
            return plan.runnable() ? ExitCode.DONE : exitCode(plan);
        } catch (RuntimeException e) {
            throw Failures.translate(e);
        }
    }

    private static int exitCode(Plan plan) {
        return plan.obstacles().stream().map(Failure::kind).findFirst().map(Failures::exitCode)
                .orElse(Failures.exitCode(FailureKind.INTERNAL));
    }

    private void print(Plan plan) {
        var out = terminal().out();
        out.println(terminal().bold(plan.name() + ' ' + plan.version()) + " (" + plan.format() + "): "
                + (plan.runnable() ? terminal().good("can run here") : terminal().bad("cannot run here")));
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
            terminal().out().println();
            Table table = new Table("PROGRAM", "TYPE", "ATTACH TO", "INSNS", "LOADED", "WHY");
            plan.programs().forEach(program -> table.row(program.name(), program.type(), program.attachTo(),
                    program.instructions(), program.chosen() ? "yes" : "no", program.reason()));
            table.print(terminal());
        }
    }

    private void printMaps(Plan plan) {
        if (!plan.maps().isEmpty()) {
            terminal().out().println();
            Table table = new Table("MAP", "TYPE", "KEY", "VALUE", "ENTRIES", "MEMORY");
            plan.maps().forEach(map -> table.row(map.name(), map.type(), map.keyBytes(), map.valueBytes(),
                    map.maxEntries(), (map.estimatedBytes() + 1023) / 1024 + " KiB"));
            table.print(terminal());
        }
    }

    private void printStreams(Plan plan) {
        if (!plan.streams().isEmpty()) {
            terminal().out().println();
            Table table = new Table("STREAM", "MAP", "STRUCT", "FIELDS");
            plan.streams().forEach(stream -> table.row(stream.name(), stream.map(), stream.struct(),
                    stream.note().isEmpty() ? String.join(" ", stream.fields()) : stream.note()));
            table.print(terminal());
        }
    }

    private void printArguments(Plan plan) {
        if (!plan.arguments().isEmpty()) {
            terminal().out().println();
            Table table = new Table("ARGUMENT", "TYPE", "DEFAULT", "DESCRIPTION");
            plan.arguments().values().forEach(argument -> table.row(argument.name(), argument.type(),
                    argument.defaultValue(), argument.description()));
            table.print(terminal());
        }
    }
}
