package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.internal.ffi.LibC;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Identifies the running kernel as a process finds it. It is the one key of all that is kept about a kernel, so that all of it
 * expires together: with another kernel, after a boot, and for a process with other rights.
 */
public final class KernelIdentity {
    private static final String TYPES = "/sys/kernel/btf/vmlinux";

    private KernelIdentity() {
    }

    /**
     * Identifies the kernel that this process runs on.
     *
     * @return the kernel's build id (the linker's, among the ELF notes of /sys/kernel/notes), its version, the length of its
     *     types, the id of the boot, the effective capabilities and the lockdown mode; empty where one of them is hidden
     */
    public static byte[] of(LibC c) {
        SystemFiles files = new SystemFiles(Path.of("/"));
        return of(files, new FactsReader(c, files, false).lockdown());
    }

    /** @param lockdown the kernel's mode, see lockdown in kernel_lockdown(7) */
    static byte[] of(SystemFiles files, String lockdown) {
        Optional<String> boot = files.text("/proc/sys/kernel/random/boot_id");
        Optional<String> capabilities = files.field("/proc/self/status", "CapEff");
        if (boot.isEmpty() || capabilities.isEmpty()) {
            return new byte[0];
        }
        try {
            byte[] notes = Files.readAllBytes(files.path("/sys/kernel/notes"));
            byte[] version = Files.readAllBytes(files.path("/proc/version"));
            if (notes.length == 0 || version.length == 0) {
                return new byte[0];
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(notes);
            all.write(version);
            all.write(ByteBuffer.allocate(Long.BYTES).putLong(Files.size(files.path(TYPES))).array());
            all.write((boot.get() + ' ' + capabilities.get() + ' ' + lockdown).getBytes(StandardCharsets.UTF_8));
            return all.toByteArray();
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
