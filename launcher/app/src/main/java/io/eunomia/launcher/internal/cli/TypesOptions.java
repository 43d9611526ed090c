package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.boot.NativeTrust;
import io.eunomia.libbpf.LibbpfOptions;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.command.TypesFile;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Chooses libbpf and the kernel's types for a command that runs the engine itself. */
final class TypesOptions implements EngineOptions {
    @Mixin
    private LibraryOption libbpf;

    @Option(names = "--btf", paramLabel = "FILE", description = "The running kernel's types where it does not show them in"
            + " /sys/kernel/btf/vmlinux: BTF, or a vmlinux ELF that holds it.")
    private String btf = "";

    @Override
    public void choose() {
        choose(libbpf.path(), btf);
    }

    /** Sets system properties, because the library is the process's and not a framework's. Either may be empty. */
    static void choose(String libbpf, String btf) {
        check(libbpf, btf);
        if (!libbpf.isEmpty()) {
            System.setProperty("eunomia.libbpf", libbpf);
        }
        if (!btf.isEmpty()) {
            System.setProperty("eunomia.btf", btf);
        }
    }

    /** Checks both before the framework starts, because what is thrown in there reaches the user only with stack traces. */
    static void check(String libbpf, String btf) {
        LibbpfOptions.fault(libbpf).ifPresent(fault -> {
            throw new CommandFailure(ExitCode.USAGE, "--libbpf " + libbpf + ": " + fault,
                    "it must name a libbpf.so file, or be \"system\"");
        });
        NativeTrust.distrust(libbpf).ifPresent(distrust -> {
            throw new CommandFailure(ExitCode.USAGE, "--libbpf " + libbpf + ": " + distrust.problem()
                    + ", and whoever can write there runs code in this process", distrust.remedy());
        });
        if (!btf.isEmpty()) {
            TypesFile.read(Path.of(btf), "");
        }
    }
}
