package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.run.LocalRuntime;
import io.eunomia.shell.command.ExitCode;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

@CommandLine.Command(name = "vmlinux", description = "Prints the running kernel's types as a C header, vmlinux.h.")
final class VmlinuxCommand extends Command {
    @Mixin
    private TypesOptions types;

    @Override
    int execute() {
        types.choose();
        var out = new BufferedWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out),
                StandardCharsets.UTF_8), 1 << 16);
        try (LocalRuntime runtime = LocalRuntime.start()) {
            runtime.libbpf().dumpKernelTypes(out);
            out.flush();
        } catch (IOException | UncheckedIOException e) {
            // The reader has left, as head does.
            return ExitCode.DONE;
        } catch (RuntimeException e) {
            throw Failures.translate(e);
        }
        return ExitCode.DONE;
    }
}
