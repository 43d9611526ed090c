package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.ValueLayout.ArrayLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.stack.StackLabels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides which show rule a field gets: the one its typedefs ask for, else the one its name suggests (docs/events.md has the
 * table). A suggestion changes what people read, never what JSON carries, addresses excepted; no name makes a number a
 * time.
 */
final class ShowRules {

    /**
     * A chosen show rule.
     *
     * @param guessed whether it comes from the field's name
     * @param beside the slot that tells an address's family, or the process of a place in code; or null
     * @param map that has the stacks whose ids a field has; empty for other fields
     */
    record Choice(ShowRule show, boolean guessed, Slot beside, String map) {
        static final Choice NONE = new Choice(ShowRule.NONE, false, null);

        Choice(ShowRule show, boolean guessed, Slot beside) {
            this(show, guessed, beside, "");
        }
    }

    private static final Map<String, ShowRule> KERNEL_TYPEDEFS = Map.of(
            "pid_t", ShowRule.PID, "uid_t", ShowRule.UID, "gid_t", ShowRule.GID, "umode_t", ShowRule.FILE_MODE,
            "in_addr_t", ShowRule.IPV4_BE, "in_addr", ShowRule.IPV4_BE, "in6_addr", ShowRule.IP);

    /** Inspektor Gadget's typedefs (include/gadget/types.h), which say as much as the kit's own. */
    private static final Map<String, ShowRule> GADGET_TYPEDEFS = Map.ofEntries(
            Map.entry("gadget_timestamp", ShowRule.BOOTTIME_NS), Map.entry("gadget_duration", ShowRule.DURATION_NS),
            Map.entry("gadget_bytes", ShowRule.BYTES), Map.entry("gadget_signal", ShowRule.SIGNAL),
            Map.entry("gadget_file_mode", ShowRule.FILE_MODE), Map.entry("gadget_file_flags", ShowRule.OPEN_FLAGS),
            Map.entry("gadget_uid", ShowRule.UID), Map.entry("gadget_gid", ShowRule.GID),
            Map.entry("gadget_pid", ShowRule.PID), Map.entry("gadget_ppid", ShowRule.PID),
            Map.entry("gadget_tid", ShowRule.TID), Map.entry("gadget_errno", ShowRule.ERRNO_POSITIVE),
            Map.entry("gadget_syscall", ShowRule.SYSCALL), Map.entry("gadget_mntns_id", ShowRule.NAMESPACE),
            Map.entry("gadget_netns_id", ShowRule.NAMESPACE), Map.entry("gadget_kernel_stack", ShowRule.KSTACK));

    private static final Map<String, ShowRule> NAMES = Map.ofEntries(
            Map.entry("pid", ShowRule.PID), Map.entry("tgid", ShowRule.PID), Map.entry("ppid", ShowRule.PID),
            Map.entry("tpid", ShowRule.PID), Map.entry("tid", ShowRule.TID), Map.entry("uid", ShowRule.UID),
            Map.entry("gid", ShowRule.GID),
            Map.entry("bytes", ShowRule.BYTES), Map.entry("rx_b", ShowRule.BYTES), Map.entry("tx_b", ShowRule.BYTES),
            Map.entry("ret", ShowRule.RESULT), Map.entry("retval", ShowRule.RESULT), Map.entry("result", ShowRule.RESULT),
            Map.entry("err", ShowRule.ERRNO), Map.entry("error", ShowRule.ERRNO), Map.entry("errno", ShowRule.ERRNO),
            Map.entry("sig", ShowRule.SIGNAL), Map.entry("signal", ShowRule.SIGNAL),
            Map.entry("exit_signal", ShowRule.SIGNAL),
            Map.entry("open_flags", ShowRule.OPEN_FLAGS), Map.entry("oflags", ShowRule.OPEN_FLAGS));

    /** Names of fields with the id of a process, the surest first: a {@code pid} may be a thread's, which has the same code. */
    private static final List<String> PROCESSES = List.of("tgid", "pid", "tid");
    private static final Set<String> FAMILIES = Set.of("family", "af");
    /** Recognises a span together with its unit, because either word alone could mean anything. */
    private static final Pattern SPAN = Pattern.compile(
            "(?:.*_)?(?:delta|duration|dur|latency|lat|elapsed|span|delay|wait|took)_(ns|us|ms)");

    private ShowRules() {
    }

    static Choice choose(Slot slot, List<Slot> all) {
        if (slot.bitfieldSize() != 0) {
            return Choice.NONE;
        }
        Optional<ShowRule> told = slot.typedefs().stream().flatMap(name -> told(name).stream())
                .filter(show -> fits(show, slot)).findFirst();
        if (told.isPresent()) {
            if (told.get() == ShowRule.USYM || told.get().stack()) {
                return new Choice(told.get(), false, process(slot, all));
            }
            Slot family = told.get() == ShowRule.IP ? AddressRules.family(slot, all) : null;
            return new Choice(family == null ? told.get() : ShowRule.IP_OF_FAMILY, false, family);
        }
        if (fits(ShowRule.STACK, slot) && StackLabels.isStack(slot.simpleName())) {
            return stack(slot, all);
        }
        Choice address = AddressRules.choose(slot, all);
        if (address.show() != ShowRule.NONE) {
            return address;
        }
        if (!(slot.layout() instanceof IntegerLayout layout)) {
            return Choice.NONE;
        }
        Optional<ShowRule> typed = slot.typedefs().stream().map(KERNEL_TYPEDEFS::get)
                .filter(show -> show != null && fits(show, slot)).findFirst();
        ShowRule show = typed.orElseGet(() -> byName(slot, layout, all));
        return new Choice(show, true, null);
    }

    private static Choice stack(Slot slot, List<Slot> all) {
        Optional<Slot> gadget = gadgetProcess(slot, all);
        ShowRule show = gadget.isPresent() ? ShowRule.USTACK : switch (StackLabels.space(slot.simpleName())) {
            case KERNEL -> ShowRule.KSTACK;
            case USER -> ShowRule.USTACK;
            case BY_ADDRESS -> ShowRule.STACK;
        };
        return new Choice(show, true, gadget.orElseGet(() -> process(slot, all)));
    }

    /** Finds the process of the stack of a {@code struct gadget_user_stack} of Inspektor Gadget. */
    private static Optional<Slot> gadgetProcess(Slot slot, List<Slot> all) {
        String prefix = prefix(slot);
        return slot.simpleName().equals("stack_id") && all.stream().anyMatch(one -> one.name().equals(prefix + "base_addr_hash"))
                ? all.stream().filter(one -> one.name().equals(prefix + "tgid_level0")).findFirst() : Optional.empty();
    }

    private static String prefix(Slot slot) {
        return slot.name().substring(0, slot.name().length() - slot.simpleName().length());
    }

    /** Chooses for a member of structs in an array, which have no stacks and no lists of functions. */
    static Choice inside(Slot slot, List<Slot> all) {
        Choice choice = choose(slot, all);
        return choice.show().stack() || choice.show().lookedUp() != null && slot.layout() instanceof ArrayLayout ? Choice.NONE : choice;
    }

    /** Finds the field that tells whose address it is: the one in the same struct, else the only one. @return null if none does */
    static Slot process(Slot slot, List<Slot> all) {
        String prefix = prefix(slot);
        for (String name : PROCESSES) {
            List<Slot> called = all.stream().filter(one -> one.simpleName().equals(name) && one.bitfieldSize() == 0
                    && one.layout() instanceof IntegerLayout layout && layout.size() <= Long.BYTES).toList();
            Optional<Slot> near = called.stream().filter(one -> one.name().equals(prefix + name)).findFirst();
            if (near.isPresent() || called.size() == 1) {
                return near.orElseGet(() -> called.get(0));
            }
        }
        return null;
    }

    private static Optional<ShowRule> told(String typedef) {
        return typedef.startsWith("eu_") ? ShowRule.named(typedef) : Optional.ofNullable(GADGET_TYPEDEFS.get(typedef));
    }

    /** Tells whether a show rule can be applied to such a value at all. */
    static boolean fits(ShowRule show, Slot slot) {
        int size = slot.layout().size();
        boolean integer = slot.layout() instanceof IntegerLayout && size <= 8 && slot.bitfieldSize() == 0;
        return switch (show) {
            case IP, IP_OF_FAMILY -> size == 16 && sixteenBytes(slot.layout());
            case IPV4_BE -> size == 4 && (integer || slot.layout() instanceof BlobLayout);
            case PORT_BE -> integer && size == 2;
            case NONE -> true;
            case KSTACK, USTACK, STACK -> integer && size >= Integer.BYTES || words(slot.layout());
            case KSYM, USYM -> integer || words(slot.layout());
            default -> integer || slot.layout() instanceof EnumLayout && slot.bitfieldSize() == 0;
        };
    }

    /** Tells whether a value is a list of addresses. */
    private static boolean words(ValueLayout layout) {
        return layout instanceof ArrayLayout array && array.element() instanceof IntegerLayout element && element.size() == Long.BYTES;
    }

    private static boolean sixteenBytes(ValueLayout layout) {
        return layout instanceof BlobLayout || layout instanceof IntegerLayout
                || layout instanceof ArrayLayout array && array.element() instanceof IntegerLayout;
    }

    private static ShowRule byName(Slot slot, IntegerLayout layout, List<Slot> all) {
        String name = slot.simpleName();
        ShowRule named = NAMES.get(name);
        if (named != null) {
            return acceptable(named, layout) ? named : ShowRule.NONE;
        }
        if (layout.size() == 2 && name.endsWith("port")) {
            return slot.typedefs().contains("__be16") ? ShowRule.PORT_BE : ShowRule.NONE;
        }
        if (layout.size() == 8 && (name.endsWith("addr") || name.equals("sk") || name.equals("skb"))) {
            return ShowRule.HEX64;
        }
        if (name.endsWith("_bytes")) {
            return ShowRule.BYTES;
        }
        if (FAMILIES.contains(name) && layout.size() <= 4 && AddressRules.isFamily(slot, all)) {
            return ShowRule.FAMILY;
        }
        if ((name.equals("oldstate") || name.equals("newstate")) && AddressRules.family(slot, all) != null) {
            return ShowRule.TCP_STATE;
        }
        return span(name, layout);
    }

    private static boolean acceptable(ShowRule show, IntegerLayout layout) {
        if (show == ShowRule.RESULT || show == ShowRule.ERRNO) {
            return layout.signed() && layout.size() >= 4 && layout.size() <= 8;
        }
        return show.unit().isEmpty() ? layout.size() <= 4 : layout.size() == 8;
    }

    private static ShowRule span(String name, IntegerLayout layout) {
        Matcher span = SPAN.matcher(name);
        if (layout.size() < 4 || !span.matches()) {
            return ShowRule.NONE;
        }
        return switch (span.group(1)) {
            case "us" -> ShowRule.DURATION_US;
            case "ms" -> ShowRule.DURATION_MS;
            default -> layout.size() == 8 ? ShowRule.DURATION_NS : ShowRule.NONE;
        };
    }
}
