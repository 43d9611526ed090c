package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.boot.BootException;
import io.eunomia.launcher.internal.boot.StateFolderException;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;

/** Turns the engine's exceptions into what a command shows, for commands that run the engine themselves. */
final class Failures {
    private static final String BTF_HINT = "this kernel has no BTF (/sys/kernel/btf/vmlinux), which portable programs"
            + " need: give them with --btf FILE, or boot one built with CONFIG_DEBUG_INFO_BTF=y";

    private Failures() {
    }

    /** Translates an exception. @return {@code failure} itself when it is none of the engine's */
    static RuntimeException translate(RuntimeException failure) {
        if (failure instanceof TrackerException tracker) {
            return of(tracker.failure(), tracker);
        }
        if (failure instanceof UnsupportedFeatureException missing) {
            return new CommandFailure(ExitCode.KERNEL_LACKS_IT, missing.getMessage(), "",
                    Privileges.kernelHasBtf() ? "" : BTF_HINT, "", missing);
        }
        if (failure instanceof StateFolderException) {
            return new CommandFailure(ExitCode.FAILED, failure.getMessage(), "", "name another one with --state DIR", "",
                    failure);
        }
        if (failure instanceof BpfException || failure instanceof BootException) {
            return new CommandFailure(ExitCode.FAILED, failure.getMessage(), "", "", "", failure);
        }
        return failure;
    }

    private static CommandFailure of(Failure failure, Throwable cause) {
        boolean types = failure.kind() == FailureKind.UNSUPPORTED && failure.message().contains("BTF")
                && !failure.message().contains("--btf");
        String hint = types && !Privileges.kernelHasBtf() ? BTF_HINT : failure.hint();
        return new CommandFailure(ExitCode.of(failure.kind()), failure.message(), failure.pointer(), hint,
                failure.verifierLog(), cause);
    }
}
