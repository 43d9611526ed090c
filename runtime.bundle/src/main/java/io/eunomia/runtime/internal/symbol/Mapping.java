package io.eunomia.runtime.internal.symbol;

/**
 * Memory of a process that holds code, as proc(5) describes {@code /proc/PID/maps}.
 *
 * @param end behind its last byte
 * @param offset of its first byte in the file
 * @param device as the kernel's text has it, {@code fe:00}
 * @param path as the process sees it; {@code [vdso]} and the like for what the kernel put there; empty for memory without a file
 */
record Mapping(long start, long end, long offset, String device, long inode, String path) {
    private static final String DELETED = " (deleted)";

    boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }

    boolean vdso() {
        return path.equals("[vdso]");
    }

    /** Tells whether code in it is made while the process runs: it is no file's, or a file's that only lives in memory. */
    boolean generated() {
        return inode == 0 && !path.startsWith("[v") || path.startsWith("/memfd:") || path.startsWith("/dev/zero")
                || path.startsWith("/SYSV") || path.startsWith("/anon_hugepage");
    }

    boolean deleted() {
        return path.endsWith(DELETED);
    }

    /** The file's name without folders, or what the kernel calls the memory; empty if it has no name. */
    String module() {
        if (vdso()) {
            return "vdso";
        }
        String file = deleted() ? path.substring(0, path.length() - DELETED.length()) : path;
        return file.startsWith("[") && file.endsWith("]") ? file.substring(1, file.length() - 1)
                : file.substring(file.lastIndexOf('/') + 1);
    }

    long offsetOf(long address) {
        return address - start + offset;
    }

    /** Tells whether another mapping has the same code at the same place. */
    boolean like(Mapping other) {
        return start - offset == other.start - other.offset && inode == other.inode && device.equals(other.device)
                && path.equals(other.path);
    }
}
