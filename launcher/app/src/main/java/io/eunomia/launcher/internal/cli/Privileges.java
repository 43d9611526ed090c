package io.eunomia.launcher.internal.cli;

import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that this process may load programs at all, before anything is started. */
final class Privileges {
    // These numbers are from include/uapi/linux/capability.h.
    private static final int CAP_SYS_ADMIN = 21;
    private static final int CAP_PERFMON = 38;
    private static final int CAP_BPF = 39;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path BTF = Path.of("/sys/kernel/btf/vmlinux");

    private Privileges() {
    }

    /**
     * Checks privileges and kernel.
     *
     * @throws CommandFailure with exit code 4 when it may not, 5 when this is no kernel for it
     */
    static void require(String what) {
        if (!sufficient()) {
            throw new CommandFailure(ExitCode.NOT_PERMITTED, what
                    + " loads BPF programs, and this process may not: it has neither CAP_SYS_ADMIN nor CAP_BPF and"
                    + " CAP_PERFMON", "run it as root (sudo eunomia " + what + " …); eunomia doctor shows what else is missing");
        }
    }

    /** Tells whether this process may load programs. */
    static boolean sufficient() {
        long effective = effective();
        return has(effective, CAP_SYS_ADMIN) || (has(effective, CAP_BPF) && has(effective, CAP_PERFMON));
    }

    /** Tells whether the kernel describes its types, which CO-RE programs need, or --btf does. */
    static boolean kernelHasBtf() {
        return Files.isReadable(BTF) || System.getProperty("eunomia.btf") != null;
    }

    private static boolean has(long capabilities, int number) {
        return (capabilities >>> number & 1) != 0;
    }

    private static long effective() {
        try {
            return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("CapEff:"))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).trim(), 16)).findFirst().orElse(0);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.KERNEL_LACKS_IT, "cannot read " + STATUS + ": Eunomia needs Linux with /proc",
                    "", "", "", e);
        }
    }
}
