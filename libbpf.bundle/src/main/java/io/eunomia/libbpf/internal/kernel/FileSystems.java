package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.util.ArrayList;
import java.util.List;

/** Mounts the file systems that tracing needs: tracefs for tracepoint numbers, bpffs for pins. */
final class FileSystems {
    /** MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RELATIME, as distributions mount them. */
    private static final long FLAGS = 2 | 4 | 8 | 1 << 21;

    private final LibC c;
    private final SystemFiles files;

    FileSystems(LibC c, SystemFiles files) {
        this.c = c;
        this.files = files;
    }

    List<String> mountMissing() {
        List<String> lacking = new ArrayList<>();
        mount("tracefs", "/sys/kernel/tracing", lacking);
        mount("bpf", "/sys/fs/bpf", lacking);
        return lacking;
    }

    private void mount(String type, String target, List<String> lacking) {
        if (new MountTable(files).find(type).isPresent()) {
            return;
        }
        String command = "mount -t " + type + " " + type + " " + target;
        if (!files.exists(target)) {
            lacking.add(command + "  # no " + target + ": this kernel was built without " + type);
        } else if (c.mount(type, target, type, FLAGS, 0) != 0) {
            int errno = ReturnCodes.lastErrno();
            String remedy = errno == Errno.EPERM ? "; it needs CAP_SYS_ADMIN: run it once as root" : "";
            lacking.add(command + "  # was refused: " + Errno.name(errno) + remedy);
        }
    }
}
