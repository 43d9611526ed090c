package io.eunomia.libbpf.internal.btf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Identifies a build of the kernel, and so the set of its types. */
public final class KernelIdentity {
    private KernelIdentity() {
    }

    /**
     * @param root {@code /}, or a folder that stands for it
     * @param types {@code /sys/kernel/btf/vmlinux}
     * @return the kernel's build id (the linker's, among the ELF notes of /sys/kernel/notes), its version and the
     *     length of its types; empty where one of them is hidden
     */
    public static byte[] of(Path root, Path types) {
        try {
            byte[] notes = Files.readAllBytes(root.resolve("sys/kernel/notes"));
            byte[] version = Files.readAllBytes(root.resolve("proc/version"));
            if (notes.length == 0 || version.length == 0) {
                return new byte[0];
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(notes);
            all.write(version);
            all.write(ByteBuffer.allocate(Long.BYTES).putLong(Files.size(types)).array());
            return all.toByteArray();
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
