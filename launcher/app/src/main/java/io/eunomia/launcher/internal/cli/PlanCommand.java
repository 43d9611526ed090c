package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.run.LocalRuntime;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.Plan;
import io.eunomia.shell.options.RunOptions;
import io.eunomia.shell.text.PlanPrinter;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine;

@CommandLine.Command(name = "plan", description = "Shows what a package would do on this machine, without loading it.")
final class PlanCommand extends Command {
    @Parameters(paramLabel = "TRACKER", description = "A built-in tracker, a file, JSON in place, or -.")
    private String what;

    @Mixin
    private RunOptions options;

    @Override
    int execute() {
        PackageInput input = PackageInput.ofTracker(what);
        try (LocalRuntime runtime = LocalRuntime.start()) {
            Plan plan = runtime.manager().plan(new PackageSource(input.name(), input.content(), input.origin()),
                    options.options("", List.of()));
            new PlanPrinter(terminal()).print(plan);
            return plan.runnable() ? ExitCode.DONE : exitCode(plan);
        } catch (RuntimeException e) {
            throw Failures.translate(e);
        }
    }

    private static int exitCode(Plan plan) {
        return plan.obstacles().stream().map(Failure::kind).findFirst().map(Failures::exitCode)
                .orElse(Failures.exitCode(FailureKind.INTERNAL));
    }
}
