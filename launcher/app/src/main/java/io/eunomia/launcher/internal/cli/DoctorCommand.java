package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.run.LocalRuntime;
import io.eunomia.runtime.KernelReport.Finding;
import io.eunomia.shell.text.ReportPrinter;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine;

@CommandLine.Command(name = "doctor",
        description = "Shows what this machine offers to BPF programs, and the remedy for each lack; needs no daemon.")
final class DoctorCommand extends Command {
    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Mixin
    private TypesOptions types;

    @Override
    int execute() {
        types.choose();
        try (LocalRuntime runtime = LocalRuntime.start()) {
            List<Finding> findings = runtime.kernel().findings();
            ReportPrinter printer = new ReportPrinter(terminal());
            if (json) {
                printer.printJson(findings);
            } else {
                printer.print(findings);
            }
            return ReportPrinter.fatal(findings) ? ExitCode.KERNEL_LACKS_IT : ExitCode.DONE;
        } catch (RuntimeException e) {
            throw Failures.translate(e);
        }
    }
}
