package io.eunomia.shell.internal.command;

import io.eunomia.runtime.PackageSource;
import io.eunomia.shell.options.RunOptions;
import io.eunomia.shell.text.PlanPrinter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "plan", description = "Shows what a package would do on this machine, without loading it.")
final class PlanCommand extends ShellCommand {
    @Parameters(paramLabel = "PACKAGE", description = "A file (.bpf.o, .json, .jar), JSON in quotes, or a built-in tracker.")
    private String what;

    @Mixin
    private RunOptions options;

    @Override
    void run(Invocation invocation) throws InterruptedException {
        PackageSource source = invocation.files().find(what, true).orElseThrow();
        new PlanPrinter(invocation.terminal()).print(invocation.manager().plan(source, options.options("", List.of())));
    }

    @Override
    Word word(int index) {
        return index == 0 ? Word.FILE : Word.NOTHING;
    }
}
