package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.kernel.AttachKind;
import java.util.Map;

/**
 * Knows the Linux release that brought each type of program, map or hook, by the commits that docs/kernel-versions.md of
 * iovisor/bcc lists, up to Linux 6.9. Kernels of distributions may have them earlier, so this is asked only where a kernel's
 * types do not tell.
 */
public final class Since {
    private static final String[] PROGRAMS = {"", "3.19", "4.1", "4.1", "4.1", "4.7", "4.8", "4.9", "4.10", "4.10", "4.10",
        "4.10", "4.10", "4.13", "4.14", "4.15", "4.17", "4.17", "4.17", "4.18", "4.18", "4.19", "4.20", "5.2", "5.2", "5.3",
        "5.5", "5.6", "5.6", "5.7", "5.9", "5.14", "6.4"};
    private static final String[] MAPS = {"", "3.19", "3.19", "4.2", "4.3", "4.6", "4.6", "4.6", "4.8", "4.10", "4.10", "4.11",
        "4.12", "4.12", "4.14", "4.14", "4.15", "4.18", "4.18", "4.19", "4.19", "4.20", "4.20", "4.20", "5.2", "5.4", "5.6",
        "5.8", "5.10", "5.11", "5.16", "6.1", "6.2", "6.9"};
    private static final Map<AttachKind, String> KINDS = Map.ofEntries(Map.entry(AttachKind.TP_BTF, "5.5"),
            Map.entry(AttachKind.FENTRY, "5.5"), Map.entry(AttachKind.FEXIT, "5.5"), Map.entry(AttachKind.FMOD_RET, "5.7"),
            Map.entry(AttachKind.LSM, "5.7"), Map.entry(AttachKind.ITER, "5.8"), Map.entry(AttachKind.SK_LOOKUP, "5.9"),
            Map.entry(AttachKind.KPROBE_MULTI, "5.18"), Map.entry(AttachKind.NETFILTER, "6.4"),
            Map.entry(AttachKind.TCX, "6.6"), Map.entry(AttachKind.UPROBE_MULTI, "6.6"));

    private Since() {
    }

    /** The release, such as {@code 5.8}; empty where it is not known. */
    public static String of(ProgramType type) {
        return type.number() < PROGRAMS.length ? PROGRAMS[type.number()] : "";
    }

    public static String of(MapType type) {
        return type.number() < MAPS.length ? MAPS[type.number()] : "";
    }

    public static String of(AttachKind kind) {
        return KINDS.getOrDefault(kind, "");
    }

    /** @param release must begin with two numbers, as {@code 5.10.0-8-amd64} does */
    public static boolean reached(String release, String since) {
        return code(release) >= code(since);
    }

    private static int code(String release) {
        String[] parts = release.split("[^0-9]+", 3);
        return parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty() ? 0
                : 1000 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
    }
}
