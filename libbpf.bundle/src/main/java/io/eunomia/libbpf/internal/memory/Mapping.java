package io.eunomia.libbpf.internal.memory;

import java.util.Optional;

/**
 * The mapping of a file into a process, from a line of /proc/PID/maps (proc_pid_maps(5)).
 *
 * @param start address, inclusive
 * @param end address, exclusive
 * @param permissions {@code rwxp}, with a dash for each that is not permitted
 * @param file path
 */
record Mapping(long start, long end, String permissions, String file) {

    /** @param line such as {@code 7f2290400000-7f2297ec1000 r--s 00000000 fe:00 2113 /usr/lib/…} @return empty without a file */
    static Optional<Mapping> parse(String line) {
        int dash = line.indexOf('-');
        int blank = line.indexOf(' ');
        int path = line.indexOf('/');
        return path < 0 ? Optional.empty() : Optional.of(new Mapping(Long.parseUnsignedLong(line, 0, dash, 16),
                Long.parseUnsignedLong(line, dash + 1, blank, 16), line.substring(blank + 1, blank + 5), line.substring(path)));
    }

    boolean isWritable() {
        return permissions.contains("w");
    }
}
