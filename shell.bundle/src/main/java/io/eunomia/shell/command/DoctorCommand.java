package io.eunomia.shell.command;

import io.eunomia.runtime.view.ReportView;
import io.eunomia.shell.text.ReportPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "doctor", description = "Shows what this machine offers to BPF programs, and the remedy for each lack.")
final class DoctorCommand extends ControlCommand {
    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public int run(Invocation invocation) {
        ReportView report = invocation.control().kernel(invocation.caller());
        ReportPrinter printer = new ReportPrinter(invocation.terminal());
        if (json) {
            printer.printJson(report);
        } else {
            printer.print(report);
        }
        return report.usable() ? ExitCode.DONE : ExitCode.KERNEL_LACKS_IT;
    }

    @Override
    public Word word(int index) {
        return Word.NOTHING;
    }
}
