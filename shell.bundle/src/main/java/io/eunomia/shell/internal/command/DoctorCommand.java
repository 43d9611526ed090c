package io.eunomia.shell.internal.command;

import io.eunomia.shell.text.ReportPrinter;
import picocli.CommandLine.Command;

@Command(name = "doctor", description = "Shows what this machine offers to BPF programs, and the remedy for each lack.")
final class DoctorCommand extends ShellCommand {
    @Override
    void run(Invocation invocation) {
        new ReportPrinter(invocation.terminal()).print(invocation.kernel().findings());
    }

    @Override
    Word word(int index) {
        return Word.NOTHING;
    }
}
