package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.SystemCalls;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads files of securityfs. Where the system has not mounted it, as many do not, it is mounted out of everybody's sight
 * (fsopen(2), fsmount(2), Linux 5.2) for as long as the file is read.
 */
final class SecurityFileSystem {
    private static final String TYPE = "securityfs";
    private static final int FSCONFIG_CMD_CREATE = 6;

    private final LibC c;
    private final SystemFiles files;

    SecurityFileSystem(LibC c, SystemFiles files) {
        this.c = c;
        this.files = files;
    }

    /** @return the content; empty if there is no such file or it cannot be reached */
    Optional<String> read(String name) {
        Optional<Path> mounted = new MountTable(files).find(TYPE);
        return mounted.isPresent() ? files.text(mounted.get() + "/" + name) : readDetached(name);
    }

    private Optional<String> readDetached(String name) {
        ByteBuffer type = NativeMemory.string(TYPE);
        int context = (int) SystemCalls.FSOPEN.call(c, NativeMemory.address(type), 0, 0, 0, 0);
        Reference.reachabilityFence(type);
        if (context < 0) {
            return Optional.empty();
        }
        try {
            boolean made = SystemCalls.FSCONFIG.call(c, context, FSCONFIG_CMD_CREATE, 0, 0, 0) == 0;
            return made ? readMounted(context, name) : Optional.empty();
        } finally {
            c.close(context);
        }
    }

    private Optional<String> readMounted(int context, String name) {
        int mount = (int) SystemCalls.FSMOUNT.call(c, context, 0, 0, 0, 0);
        if (mount < 0) {
            return Optional.empty();
        }
        try {
            return files.text("/proc/self/fd/" + mount + "/" + name);
        } finally {
            c.close(mount);
        }
    }
}
