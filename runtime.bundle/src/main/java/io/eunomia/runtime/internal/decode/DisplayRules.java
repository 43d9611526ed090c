package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.ValueLayout.ArrayLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides which display a field gets: the one its typedefs ask for, else the one its name suggests (docs/events.md has the
 * table). A suggestion changes what people read, never what JSON carries, addresses excepted; no name makes a number a
 * time.
 */
final class DisplayRules {

    /**
     * A chosen display.
     *
     * @param guessed whether it comes from the field's name
     * @param family the address family's slot, or null
     */
    record Choice(Display display, boolean guessed, Slot family) {
        static final Choice NONE = new Choice(Display.NONE, false, null);
    }

    private static final Map<String, Display> KERNEL_TYPEDEFS = Map.of(
            "pid_t", Display.PID, "uid_t", Display.UID, "gid_t", Display.GID, "umode_t", Display.FILE_MODE,
            "in_addr_t", Display.IPV4_BE, "in_addr", Display.IPV4_BE, "in6_addr", Display.IP);

    /** Inspektor Gadget's typedefs (include/gadget/types.h), which say as much as the kit's own. */
    private static final Map<String, Display> GADGET_TYPEDEFS = Map.of(
            "gadget_timestamp", Display.BOOTTIME_NS, "gadget_duration", Display.DURATION_NS,
            "gadget_bytes", Display.BYTES, "gadget_signal", Display.SIGNAL, "gadget_file_mode", Display.FILE_MODE,
            "gadget_file_flags", Display.OPEN_FLAGS, "gadget_uid", Display.UID, "gadget_gid", Display.GID,
            "gadget_pid", Display.PID, "gadget_tid", Display.TID);

    private static final Map<String, Display> NAMES = Map.ofEntries(
            Map.entry("pid", Display.PID), Map.entry("tgid", Display.PID), Map.entry("ppid", Display.PID),
            Map.entry("tpid", Display.PID), Map.entry("tid", Display.TID), Map.entry("uid", Display.UID),
            Map.entry("gid", Display.GID),
            Map.entry("bytes", Display.BYTES), Map.entry("rx_b", Display.BYTES), Map.entry("tx_b", Display.BYTES),
            Map.entry("ret", Display.RESULT), Map.entry("retval", Display.RESULT), Map.entry("result", Display.RESULT),
            Map.entry("err", Display.ERRNO), Map.entry("error", Display.ERRNO), Map.entry("errno", Display.ERRNO),
            Map.entry("sig", Display.SIGNAL), Map.entry("signal", Display.SIGNAL),
            Map.entry("exit_signal", Display.SIGNAL),
            Map.entry("open_flags", Display.OPEN_FLAGS), Map.entry("oflags", Display.OPEN_FLAGS));

    private static final Set<String> FAMILIES = Set.of("family", "af");
    /** Recognises a span together with its unit, because either word alone could mean anything. */
    private static final Pattern SPAN = Pattern.compile(
            "(?:.*_)?(?:delta|duration|dur|latency|lat|elapsed|span|delay|wait|took)_(ns|us|ms)");

    private DisplayRules() {
    }

    static Choice choose(Slot slot, List<Slot> all) {
        if (slot.bitfieldSize() != 0) {
            return Choice.NONE;
        }
        Optional<Display> told = slot.typedefs().stream().flatMap(name -> told(name).stream())
                .filter(display -> fits(display, slot)).findFirst();
        if (told.isPresent()) {
            Slot family = told.get() == Display.IP ? AddressRules.family(slot, all) : null;
            return new Choice(family == null ? told.get() : Display.IP_OF_FAMILY, false, family);
        }
        Choice address = AddressRules.choose(slot, all);
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

    private static Optional<Display> told(String typedef) {
        return typedef.startsWith("eu_") ? Display.named(typedef) : Optional.ofNullable(GADGET_TYPEDEFS.get(typedef));
    }

    /** Tells whether a display can be applied to such a value at all. */
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

    private static Display byName(Slot slot, IntegerLayout layout, List<Slot> all) {
        String name = slot.simpleName();
        Display named = NAMES.get(name);
        if (named != null) {
            return acceptable(named, layout) ? named : Display.NONE;
        }
        if (layout.size() == 2 && name.endsWith("port")) {
            return slot.typedefs().contains("__be16") ? Display.PORT_BE : Display.NONE;
        }
        if (layout.size() == 8 && (name.endsWith("addr") || name.equals("sk") || name.equals("skb"))) {
            return Display.HEX64;
        }
        if (name.endsWith("_bytes")) {
            return Display.BYTES;
        }
        if (FAMILIES.contains(name) && layout.size() <= 4 && AddressRules.isFamily(slot, all)) {
            return Display.FAMILY;
        }
        if ((name.equals("oldstate") || name.equals("newstate")) && AddressRules.family(slot, all) != null) {
            return Display.TCP_STATE;
        }
        return span(name, layout);
    }

    private static boolean acceptable(Display display, IntegerLayout layout) {
        if (display == Display.RESULT || display == Display.ERRNO) {
            return layout.signed() && layout.size() >= 4 && layout.size() <= 8;
        }
        return display.unit().isEmpty() ? layout.size() <= 4 : layout.size() == 8;
    }

    private static Display span(String name, IntegerLayout layout) {
        Matcher span = SPAN.matcher(name);
        if (layout.size() < 4 || !span.matches()) {
            return Display.NONE;
        }
        return switch (span.group(1)) {
            case "us" -> Display.DURATION_US;
            case "ms" -> Display.DURATION_MS;
            default -> layout.size() == 8 ? Display.DURATION_NS : Display.NONE;
        };
    }
}
