package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;

/** Finds the kernel's name for a kind of hook, from an attach point or a section name. */
public final class AttachKinds {

    private AttachKinds() {
    }

    static String of(AttachPoint point, String section) {
        return point instanceof AttachPoint.BySection ? ofSection(section) : ofPoint(point);
    }

    private static String ofPoint(AttachPoint point) {
        if (point instanceof AttachPoint.Kprobe || point instanceof AttachPoint.Ksyscall) {
            return "kprobe";
        }
        if (point instanceof AttachPoint.KprobeMulti) {
            return "kprobe.multi";
        }
        if (point instanceof AttachPoint.UprobeMulti) {
            return "uprobe.multi";
        }
        if (point instanceof AttachPoint.Uprobe || point instanceof AttachPoint.Usdt) {
            return "uprobe";
        }
        if (point instanceof AttachPoint.KernelFunction) {
            return "fentry";
        }
        String text = point.toString();
        return text.substring(0, text.indexOf(':'));
    }

    /** The kind of a section name {@code kind[.s][/target]}; some kinds have several names (libbpf.c, section_defs). */
    public static String ofSection(String section) {
        int slash = section.indexOf('/');
        String kind = slash < 0 ? section : section.substring(0, slash);
        kind = kind.endsWith(".s") ? kind.substring(0, kind.length() - 2) : kind;
        return switch (kind) {
            case "kretprobe", "ksyscall", "kretsyscall" -> "kprobe";
            case "kretprobe.multi", "kprobe.session" -> "kprobe.multi";
            case "uretprobe", "usdt" -> "uprobe";
            case "uretprobe.multi", "uprobe.session" -> "uprobe.multi";
            case "fexit", "fmod_ret" -> "fentry";
            case "tp" -> "tracepoint";
            case "raw_tracepoint" -> "raw_tp";
            case "lsm_cgroup" -> "lsm";
            default -> kind;
        };
    }
}
