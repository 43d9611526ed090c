package io.eunomia.launcher.internal.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.launcher.internal.run.LocalRuntime;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.shell.options.RunOptions;
import io.eunomia.shell.text.PlanPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine;

@CommandLine.Command(name = "plan", description = "Shows what a package would do on this machine, without loading it.")
final class PlanCommand extends Command {
    @Parameters(paramLabel = "TRACKER", description = "A built-in tracker, a file, JSON in place, or -.")
    private String what;

    @Mixin
    private RunOptions options;

    @Option(names = "--libbpf", paramLabel = "PATH",
            description = "A libbpf.so, or system; default the one that comes with Eunomia.")
    private String libbpf = "";

    @Option(names = "--btf", paramLabel = "FILE",
            description = "Plans for the kernel whose types these are, not for this one: BTF, or a vmlinux ELF that holds it.")
    private Path btf;

    @Option(names = "--kernel", paramLabel = "RELEASE", description = "The release of that kernel, if its file does not tell.")
    private String release = "";

    @Option(names = "--json", description = "Prints JSON: the answer of POST /api/v1/plan.")
    private boolean json;

    @Override
    int execute() {
        PackageInput input = PackageInput.ofTracker(what);
        if (btf == null && !release.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "--kernel needs the types of that kernel", "name them: --btf FILE");
        }
        TypesOptions.choose(libbpf, "");
        try (LocalRuntime runtime = LocalRuntime.start()) {
            PackageSource source = new PackageSource(input.name(), input.content(), input.origin());
            StartOptions how = options.options("", List.of());
            Plan plan = btf == null ? runtime.manager().plan(source, how) : runtime.manager().plan(source, how, kernel());
            if (json) {
                terminal().out().println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(PlanView.of(plan)));
            } else {
                new PlanPrinter(terminal()).print(plan);
            }
            return plan.runnable() ? ExitCode.DONE : exitCode(plan);
        } catch (IOException e) {
            throw new UncheckedIOException("a plan that cannot be written", e);
        } catch (RuntimeException e) {
            throw Failures.translate(e);
        }
    }

    /** Reads the kernel's types. Only the types of a vmlinux are used, because the whole file may be large. */
    private KernelSource kernel() {
        KernelTypes types = TypesFile.read(btf, release);
        return new KernelSource(types.name(), types.section(), types.release().orElse(""));
    }

    private static int exitCode(Plan plan) {
        return plan.obstacles().stream().map(Failure::kind).findFirst().map(Failures::exitCode)
                .orElse(Failures.exitCode(FailureKind.INTERNAL));
    }
}
