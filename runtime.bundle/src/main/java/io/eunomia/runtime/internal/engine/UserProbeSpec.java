package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;

/** Reads the target of a program in user space: a function, an offset or a USDT probe of a file. */
final class UserProbeSpec {
    private final TargetText target;
    private final SectionName section;

    UserProbeSpec(TargetText target, SectionName section) {
        this.target = target;
        this.section = section;
    }

    AttachPoint parse() {
        int pid = -1;
        String text = target.toString();
        boolean onReturn = section.onReturn() || text.startsWith("uretprobe");
        String rest = text.startsWith("uretprobe") ? target.without("uretprobe") : text.startsWith("uprobe")
                ? target.without("uprobe") : target.without(section.prefix());
        int comma = rest.lastIndexOf(",pid=");
        if (comma >= 0) {
            pid = target.whole(rest.substring(comma + 5));
            rest = rest.substring(0, comma);
        }
        int colon = rest.indexOf(':', 1);
        if (colon < 0 || colon == rest.length() - 1) {
            throw target.wrong("PATH:SYMBOL[+OFFSET][,pid=PID], LIBRARY:SYMBOL or PATH:0xOFFSET, e.g. libc:malloc");
        }
        String path = rest.substring(0, colon);
        String where = rest.substring(colon + 1);
        if (section.prefix().equals("usdt")) {
            int second = where.indexOf(':');
            if (second <= 0 || second == where.length() - 1) {
                throw target.wrong("PATH:PROVIDER:NAME[,pid=PID]");
            }
            return new AttachPoint.Usdt(path, where.substring(0, second), where.substring(second + 1), pid);
        }
        if (Character.isDigit(where.charAt(0))) {
            return new AttachPoint.Uprobe(path, "", target.number(where), pid, onReturn);
        }
        int plus = where.indexOf('+');
        if (plus < 0 && section.multipleUprobes()) {
            return SectionName.functions(path, where, pid, onReturn);
        }
        return plus < 0 ? new AttachPoint.Uprobe(path, where, 0, pid, onReturn)
                : new AttachPoint.Uprobe(path, where.substring(0, plus), target.number(where.substring(plus + 1)), pid,
                        onReturn);
    }
}
