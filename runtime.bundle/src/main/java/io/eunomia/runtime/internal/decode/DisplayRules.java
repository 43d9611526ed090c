package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.ValueLayout.ArrayLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.TextLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which display a field gets: what its typedefs say, else what its name suggests (docs/events.md has the table). A
 * suggestion changes what people read, never what JSON carries, addresses excepted.
 */
final class DisplayRules {

    /** @param guessed whether it comes from the field's name @param family the address family's slot, or null */
    record Choice(Display display, boolean guessed, Slot family) {
        static final Choice NONE = new Choice(Display.NONE, false, null);
    }

    private static final Map<String, Display> KERNEL_TYPEDEFS = Map.of(
            "pid_t", Display.PID, "uid_t", Display.UID, "gid_t", Display.GID, "umode_t", Display.FILE_MODE,
            "in_addr_t", Display.IPV4_BE, "in_addr", Display.IPV4_BE, "in6_addr", Display.IP);

    private static final Map<String, Display> NAMES = Map.ofEntries(
            Map.entry("pid", Display.PID), Map.entry("tgid", Display.PID), Map.entry("ppid", Display.PID),
            Map.entry("tpid", Display.PID), Map.entry("tid", Display.TID), Map.entry("uid", Display.UID),
            Map.entry("gid", Display.GID),
            Map.entry("ts", Display.KTIME_NS), Map.entry("timestamp", Display.KTIME_NS),
            Map.entry("ktime", Display.KTIME_NS), Map.entry("start_time", Display.KTIME_NS),
            Map.entry("exit_time", Display.KTIME_NS), Map.entry("end_time", Display.KTIME_NS),
            Map.entry("delta", Display.DURATION_NS), Map.entry("duration", Display.DURATION_NS),
            Map.entry("latency", Display.DURATION_NS), Map.entry("elapsed", Display.DURATION_NS),
            Map.entry("bytes", Display.BYTES), Map.entry("rx_b", Display.BYTES), Map.entry("tx_b", Display.BYTES),
            Map.entry("ret", Display.RESULT), Map.entry("retval", Display.RESULT), Map.entry("result", Display.RESULT),
            Map.entry("err", Display.ERRNO), Map.entry("error", Display.ERRNO), Map.entry("errno", Display.ERRNO),
            Map.entry("sig", Display.SIGNAL), Map.entry("signal", Display.SIGNAL),
            Map.entry("exit_signal", Display.SIGNAL),
            Map.entry("family", Display.FAMILY), Map.entry("af", Display.FAMILY));

    private static final Set<String> FAMILY_NAMES = Set.of("family", "af", "sa_family", "addr_family",
            "address_family", "ip_version", "ip_ver", "ipver");
    /** Names of namespaces end like spans in nanoseconds. */
    private static final Set<String> NAMESPACES = Set.of("mnt_ns", "pid_ns", "net_ns", "user_ns", "uts_ns", "ipc_ns",
            "cgroup_ns", "time_ns");
    private static final Set<String> PATH_NAMES = Set.of("fname", "filename", "path", "pathname");
    private static final Set<String> ADDRESS_NAMES = Set.of("saddr", "daddr", "laddr", "raddr", "src_addr", "dst_addr",
            "src_ip", "dst_ip", "sip", "dip", "local_addr", "remote_addr");

    private DisplayRules() {
    }

    static Choice choose(Slot slot, List<Slot> all) {
        if (slot.bitfieldSize() != 0) {
            return Choice.NONE;
        }
        Optional<Display> told = slot.typedefs().stream().filter(name -> name.startsWith("eu_"))
                .flatMap(name -> Display.named(name).stream()).filter(display -> fits(display, slot)).findFirst();
        if (told.isPresent()) {
            return new Choice(told.get(), false, null);
        }
        Choice address = address(slot, all);
        if (address.display() != Display.NONE) {
            return address;
        }
        if (!(slot.layout() instanceof IntegerLayout layout)) {
            return Choice.NONE;
        }
        Optional<Display> typed = slot.typedefs().stream().map(KERNEL_TYPEDEFS::get)
                .filter(display -> display != null && fits(display, slot)).findFirst();
        Display display = typed.orElseGet(() -> byName(slot, layout, all));
        return new Choice(display, true, null);
    }

    /** Whether a display can be applied to such a value at all. */
    static boolean fits(Display display, Slot slot) {
        int size = slot.layout().size();
        boolean integer = slot.layout() instanceof IntegerLayout && size <= 8 && slot.bitfieldSize() == 0;
        return switch (display) {
            case IP, IP_OF_FAMILY -> size == 16 && sixteenBytes(slot.layout());
            case IPV4_BE -> size == 4 && (integer || slot.layout() instanceof BlobLayout);
            case PORT_BE -> integer && size == 2;
            case NONE -> true;
            default -> integer || slot.layout() instanceof EnumLayout && slot.bitfieldSize() == 0;
        };
    }

    private static boolean sixteenBytes(ValueLayout layout) {
        return layout instanceof BlobLayout || layout instanceof IntegerLayout
                || layout instanceof ArrayLayout array && array.element() instanceof IntegerLayout;
    }

    private static Choice address(Slot slot, List<Slot> all) {
        String name = slot.simpleName();
        boolean four = slot.typedefs().contains("in_addr") || slot.typedefs().contains("in_addr_t")
                || name.endsWith("v4") || name.endsWith("ip4")
                || slot.typedefs().contains("__be32") && (name.contains("addr") || name.contains("ip"));
        boolean six = slot.typedefs().contains("in6_addr") || name.endsWith("v6") || name.endsWith("ip6");
        boolean either = ADDRESS_NAMES.contains(name) || slot.typedefs().contains(AddressPairs.MERGED);
        if ((four || either) && fits(Display.IPV4_BE, slot)) {
            return new Choice(Display.IPV4_BE, true, null);
        }
        if (!(six || either) || !fits(Display.IP, slot)) {
            return Choice.NONE;
        }
        Slot family = six && !either ? null : family(slot, all);
        return new Choice(family == null ? Display.IP : Display.IP_OF_FAMILY, true, family);
    }

    /** The field that tells the address family of another: its neighbour, or one of the outermost struct. */
    static Slot family(Slot slot, List<Slot> all) {
        String prefix = slot.name().substring(0, slot.name().length() - slot.simpleName().length());
        Slot outermost = null;
        for (Slot one : all) {
            if (FAMILY_NAMES.contains(one.simpleName()) && one.layout().size() <= 8 && one.bitfieldSize() == 0) {
                if (one.name().equals(prefix + one.simpleName())) {
                    return one;
                }
                if (one.name().equals(one.simpleName())) {
                    outermost = one;
                }
            }
        }
        return outermost;
    }

    private static Display byName(Slot slot, IntegerLayout layout, List<Slot> all) {
        String name = slot.simpleName();
        Display named = NAMES.get(name);
        if (named != null) {
            return acceptable(named, layout) ? named : Display.NONE;
        }
        if (layout.size() == 2 && name.endsWith("port")) {
            return slot.typedefs().contains("__be16") ? Display.PORT_BE : Display.PORT;
        }
        if (layout.size() == 8 && (name.endsWith("addr") || name.equals("sk") || name.equals("skb"))) {
            return Display.HEX64;
        }
        if (name.endsWith("_bytes")) {
            return Display.BYTES;
        }
        if (layout.size() == 4 && name.equals("flags") && hasPath(all)) {
            return Display.OPEN_FLAGS;
        }
        if ((name.equals("oldstate") || name.equals("newstate")) && family(slot, all) != null) {
            return Display.TCP_STATE;
        }
        return timed(name, layout);
    }

    private static boolean acceptable(Display display, IntegerLayout layout) {
        if (display == Display.RESULT || display == Display.ERRNO) {
            return layout.signed() && layout.size() >= 4 && layout.size() <= 8;
        }
        return display.unit().isEmpty() ? layout.size() <= 4 : layout.size() == 8;
    }

    private static boolean hasPath(List<Slot> all) {
        return all.stream().anyMatch(one -> one.layout() instanceof TextLayout && PATH_NAMES.contains(one.simpleName()));
    }

    /** {@code ts_us} is a point in time, {@code delta_us} a span. */
    private static Display timed(String name, IntegerLayout layout) {
        boolean point = name.startsWith("ts_") || name.startsWith("timestamp_") || name.startsWith("ktime_");
        if (name.endsWith("_ns") && layout.size() == 8 && !NAMESPACES.contains(name)) {
            return point ? Display.KTIME_NS : Display.DURATION_NS;
        }
        if (name.endsWith("_us") && layout.size() >= 4) {
            return point ? Display.KTIME_US : Display.DURATION_US;
        }
        if (name.endsWith("_ms") && layout.size() >= 4) {
            return point ? Display.KTIME_MS : Display.DURATION_MS;
        }
        return Display.NONE;
    }
}
