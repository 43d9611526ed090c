package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.doctor.Examination;
import io.eunomia.launcher.internal.doctor.Finding;
import io.eunomia.launcher.internal.doctor.ReportPrinter;
import io.eunomia.launcher.internal.run.LocalRuntime;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(name = "doctor",
        description = "Shows what this machine offers to BPF programs, and the remedy for each lack; needs no daemon.")
final class DoctorCommand extends Command {
    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    int execute() {
        try (LocalRuntime runtime = LocalRuntime.start()) {
            List<Finding> findings = new Examination(runtime.libbpf()).findings();
            ReportPrinter printer = new ReportPrinter(terminal());
            if (json) {
                printer.printJson(findings);
            } else {
                printer.print(findings);
            }
            return findings.stream().anyMatch(Finding::fatal) ? ExitCode.KERNEL_LACKS_IT : ExitCode.DONE;
        } catch (RuntimeException e) {
            throw Failures.translate(e);
        }
    }
}
