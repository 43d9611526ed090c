package io.eunomia.shell.internal.command;

import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.shell.options.RunOptions;
import io.eunomia.shell.text.PlanPrinter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "plan", description = "Shows what a package would do on this machine, without loading it.")
final class PlanCommand extends ShellCommand {
    @Parameters(paramLabel = "PACKAGE", description = "A file (.bpf.o, .json, .jar), JSON in quotes, or a built-in tracker.")
    private String what;

    @Mixin
    private RunOptions options;

    @Option(names = "--btf", paramLabel = "FILE",
            description = "Plans for the kernel whose types these are, not for this one: BTF, or a vmlinux ELF that holds it.")
    private String btf;

    @Option(names = "--kernel", paramLabel = "RELEASE", description = "The release of that kernel, if its file does not tell.")
    private String release = "";

    @Override
    void run(Invocation invocation) throws InterruptedException {
        if (btf == null && !release.isEmpty()) {
            throw new CommandProblem("--kernel needs the types of that kernel", "name them: --btf FILE", true);
        }
        PackageSource source = invocation.files().find(what, true).orElseThrow();
        StartOptions how = options.options("", List.of());
        PlanPrinter printer = new PlanPrinter(invocation.terminal());
        if (btf == null) {
            printer.print(invocation.manager().plan(source, how));
        } else {
            PackageSource types = invocation.files().find(btf, true).orElseThrow();
            printer.print(invocation.manager().plan(source, how, new KernelSource(TypesFiles.name(btf), types.content(),
                    release)));
        }
    }

    @Override
    Word word(int index) {
        return index == 0 ? Word.FILE : Word.NOTHING;
    }
}
