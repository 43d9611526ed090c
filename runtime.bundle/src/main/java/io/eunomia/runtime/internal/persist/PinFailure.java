package io.eunomia.runtime.internal.persist;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Makes failures of the BPF file system that say what to do. */
final class PinFailure {

    private PinFailure() {
    }

    static TrackerException notMounted(Path place, String remedy) {
        return failure(FailureKind.UNSUPPORTED, "nothing can be pinned below " + place + ": no BPF file system is mounted there",
                remedy, null);
    }

    static TrackerException distrusted(String problem, String remedy) {
        return failure(FailureKind.NOT_PERMITTED, problem + ", so nothing is pinned there: whoever can change pins decides what"
                + " the next daemon takes over", remedy, null);
    }

    static TrackerException conflict(String message, String hint) {
        return failure(FailureKind.CONFLICT, message, hint, null);
    }

    /** Makes the failure of an operation on a path, by what the kernel said. */
    static TrackerException of(String operation, Path path, IOException cause) {
        String reason = cause instanceof FileSystemException told && told.getReason() != null ? told.getReason()
                : cause instanceof AccessDeniedException ? "permission denied" : cause.toString();
        String message = path + " cannot be " + operation + ": " + reason;
        if (cause instanceof AccessDeniedException || reason.contains("Operation not permitted")) {
            return failure(FailureKind.NOT_PERMITTED, message, "run as root, or give this user a BPF file system of its own"
                    + " (mount -t bpf -o uid=…,mode=0700 bpf DIR) and name it with eunomia.persist.root", cause);
        }
        if (reason.contains("Read-only file system")) {
            return failure(FailureKind.NOT_PERMITTED, message, "mount it writable (mount -o remount,rw /sys/fs/bpf); in a"
                    + " systemd unit with ProtectSystem= or ProtectKernelTunables=: ReadWritePaths=/sys/fs/bpf", cause);
        }
        if (reason.contains("No space left") || reason.contains("Cannot allocate memory") || reason.contains("quota")) {
            return failure(FailureKind.EXHAUSTED, message, "make room: eunomia doctor shows what is pinned, eunomia unpin"
                    + " --orphans removes what nobody will take over; the memory limit of this process's cgroup counts too", cause);
        }
        return failure(FailureKind.INTERNAL, message, "", cause);
    }

    private static TrackerException failure(FailureKind kind, String message, String hint, Exception cause) {
        return new TrackerException(Failure.of(kind, message, hint), cause);
    }
}
