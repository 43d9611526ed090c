package io.eunomia.libbpf.internal.kernel;

import java.nio.file.Path;
import java.util.Optional;

/** Reads the mount points from /proc/self/mounts (fstab(5): device, mount point, type, options). */
final class MountTable {
    private final SystemFiles files;

    MountTable(SystemFiles files) {
        this.files = files;
    }

    /** The first mount point of a file system type. */
    Optional<Path> find(String type) {
        return files.lines("/proc/self/mounts").stream().map(line -> line.split(" "))
                .filter(field -> field.length > 2 && field[2].equals(type)).map(field -> Path.of(unescape(field[1])))
                .findFirst();
    }

    /** Decodes space, tab, line feed and backslash, which the kernel writes as three octal digits. */
    private static String unescape(String text) {
        return text.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
    }
}
