package io.eunomia.shell.command;

import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.shell.options.RunOptions;
import io.eunomia.shell.text.JsonPrinter;
import io.eunomia.shell.text.PlanPrinter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "plan", description = "Shows what a package would do on this machine, without loading it.")
final class PlanCommand extends ControlCommand {
    @Parameters(paramLabel = "TRACKER", description = "A built-in tracker, a file (.bpf.o, .json, .jar), JSON in quotes, or -.")
    private String what;

    @Mixin
    private RunOptions options;

    @Option(names = "--btf", paramLabel = "FILE",
            description = "Plans for the kernel whose types these are, not for this one: BTF, or a vmlinux ELF that holds it.")
    private String btf;

    @Option(names = "--kernel", paramLabel = "RELEASE", description = "The release of that kernel, if its file does not tell.")
    private String release = "";

    @Option(names = "--json", description = "Prints JSON: the answer of POST /api/v1/plan.")
    private boolean json;

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        if (btf == null && !release.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "--kernel needs the types of that kernel", "name them: --btf FILE");
        }
        PackageSource source = invocation.files().require(what);
        Optional<KernelSource> kernel = btf == null ? Optional.empty() : Optional.of(invocation.files().types(btf, release));
        PlanView plan = invocation.control().plan(invocation.caller(), source, options.options(), kernel);
        if (json) {
            JsonPrinter.print(plan, invocation.terminal());
        } else {
            new PlanPrinter(invocation.terminal()).print(plan);
        }
        return plan.runnable() ? ExitCode.DONE : plan.obstacles().stream().findFirst()
                .map(obstacle -> ExitCode.of(obstacle.kind(), ExitCode.FAILED)).orElse(ExitCode.FAILED);
    }

    @Override
    public Word word(int index) {
        return index == 0 ? Word.PACKAGE : Word.NOTHING;
    }
}
