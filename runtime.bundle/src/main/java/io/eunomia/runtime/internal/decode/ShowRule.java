package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.SystemNames.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells how an integer or an address is shown. Objects can ask for a show rule by the typedef {@code eu_LABEL_t} of
 * trackers/include/display.bpf.h; the show rules without a typedef only come from the rules of {@link ShowRules}.
 */
enum ShowRule {
    NONE("", 0, false),
    KTIME_NS("ns", 12, true), BOOTTIME_NS("ns", 12, true), KTIME_US("us", 12, true), KTIME_MS("ms", 12, true),
    DURATION_NS("ns", 8, false), DURATION_US("us", 8, false), DURATION_MS("ms", 8, false), DURATION_S("s", 8, false),
    BYTES("bytes", 8, false),
    HEX8("", 4, true), HEX16("", 6, true), HEX32("", 10, true), HEX64("", 18, true), KADDR("", 18, true), UADDR("", 18, true),
    PID("", 7, false), TID("", 7, false), UID("", 5, false), GID("", 5, false), CGROUP_ID("", 6, false),
    NAMESPACE("", 10, false), INODE("", 9, false),
    SIGNAL("", 7, true), ERRNO("", 12, false), RESULT("", 8, false),
    OPEN_FLAGS("", 18, true), FILE_MODE("", 7, false), DIRFD("", 8, false), DEV("", 7, true),
    PORT("", 5, false), PORT_BE("", 5, false),
    IPV4_BE("", 15, true), IP("", 15, true), IP_OF_FAMILY("", 15, true),
    FAMILY("", 8, true), TCP_STATE("", 11, true),
    SYSCALL("", 16, true), CAPABILITY("", 20, true), ERRNO_POSITIVE("", 12, false),
    KSTACK("", 24, true), USTACK("", 24, true), STACK("", 24, true),
    KSYM("", 24, true, Kind.KERNEL_FUNCTION), USYM("", 24, true, Kind.FUNCTION), USER("", 10, true, Kind.USER),
    GROUP("", 10, true, Kind.GROUP), DISK("", 8, true, Kind.DISK), CGROUP("", 24, true, Kind.CGROUP);

    private final String unit;
    private final int width;
    private final boolean quoted;
    private final Kind lookedUp;

    /** Describes a show rule. @param quoted whether JSON has the text instead of the number */
    ShowRule(String unit, int width, boolean quoted) {
        this(unit, width, quoted, null);
    }

    /** Describes a show rule. @param lookedUp what the running system has to be asked for; null for nothing */
    ShowRule(String unit, int width, boolean quoted, Kind lookedUp) {
        this.lookedUp = lookedUp;
        this.unit = unit;
        this.width = width;
        this.quoted = quoted;
    }

    String label() {
        return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
    }

    String unit() {
        return unit;
    }

    /** The number of columns it usually needs. */
    int width() {
        return width;
    }

    boolean quoted() {
        return quoted;
    }

    /** What the running system is asked for; null for show rules that need nothing of it. */
    Kind lookedUp() {
        return lookedUp;
    }

    boolean address() {
        return this == IPV4_BE || this == IP || this == IP_OF_FAMILY;
    }

    /** Tells whether it is one of call stacks, whose functions the running system has to be asked for. */
    boolean stack() {
        return this == KSTACK || this == USTACK || this == STACK;
    }

    boolean span() {
        return this == DURATION_NS || this == DURATION_US || this == DURATION_MS || this == DURATION_S;
    }

    boolean time() {
        return this == KTIME_NS || this == BOOTTIME_NS || this == KTIME_US || this == KTIME_MS;
    }

    /** Finds a show rule by label or typedef name. */
    static Optional<ShowRule> named(String text) {
        String typed = text.startsWith("eu_") && text.endsWith("_t") ? text.substring(3, text.length() - 2) : text;
        // The kernel counts its spans in nanoseconds unless somebody says otherwise.
        String label = typed.equals("duration") ? DURATION_NS.label() : typed;
        return Arrays.stream(values()).filter(one -> one != NONE && one != IP_OF_FAMILY && one.label().equals(label))
                .findFirst();
    }

    static String labels() {
        return Arrays.stream(values()).filter(one -> one != NONE && one != IP_OF_FAMILY).map(ShowRule::label)
                .collect(Collectors.joining(", "));
    }
}
