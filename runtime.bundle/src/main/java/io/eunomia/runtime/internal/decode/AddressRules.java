package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.ShowRules.Choice;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides which values are IP addresses, and which field tells the family of an address that may be either. */
final class AddressRules {
    private static final Set<String> FAMILY_NAMES = Set.of("family", "af", "sa_family", "addr_family",
            "address_family", "ip_version", "ip_ver", "ipver");
    /** Names of fields that tell the version of an address beside them. */
    private static final Set<String> VERSION_NAMES = Set.of("version", "ver");
    private static final Set<String> EITHER = Set.of("saddr", "daddr", "laddr", "raddr", "src_addr", "dst_addr",
            "local_addr", "remote_addr", "src_ip", "dst_ip", "sip", "dip");
    private static final Pattern ABOUT_ADDRESSES = Pattern.compile("addr|ip|src|dst|local|remote|peer");

    private AddressRules() {
    }

    /** Chooses a show rule; {@link Choice#NONE} when the value is no address. */
    static Choice choose(Slot slot, List<Slot> all) {
        if (ShowRules.fits(ShowRule.IPV4_BE, slot)) {
            return ordered(slot, all) && (four(slot) || EITHER.contains(slot.simpleName()) && connection(slot, all))
                    ? new Choice(ShowRule.IPV4_BE, true, null) : Choice.NONE;
        }
        if (!ShowRules.fits(ShowRule.IP, slot)) {
            return Choice.NONE;
        }
        String name = slot.simpleName();
        boolean merged = slot.typedefs().contains(AddressPairs.MERGED);
        Slot family = merged || EITHER.contains(name) || name.equals("addr") ? family(slot, all) : null;
        if (family != null) {
            return new Choice(ShowRule.IP_OF_FAMILY, true, family);
        }
        boolean six = slot.typedefs().contains("in6_addr") || (name.endsWith("v6") || name.endsWith("ip6"))
                && aboutAddresses(slot);
        return six ? new Choice(ShowRule.IP, true, null) : Choice.NONE;
    }

    private static boolean four(Slot slot) {
        return slot.typedefs().contains("in_addr") || slot.typedefs().contains("in_addr_t")
                || slot.simpleName().matches(".*(?:v4|ip4)") && aboutAddresses(slot)
                || slot.typedefs().contains("__be32") && aboutAddresses(slot);
    }

    /** Tells whether its bytes are in network order; a plain number may be in host order. */
    private static boolean ordered(Slot slot, List<Slot> all) {
        return !(slot.layout() instanceof IntegerLayout) || slot.typedefs().stream().anyMatch(one -> one.equals("__be32")
                || one.equals("in_addr_t")) || slot.union() != 0 && all.stream().anyMatch(one -> one.union() == slot.union()
                        && one.offset() == slot.offset() && ShowRules.fits(ShowRule.IP, one));
    }

    /** Tells whether the name is about addresses; a number called {@code abi_v4} is none. */
    static boolean aboutAddresses(Slot slot) {
        return slot.union() != 0 || ABOUT_ADDRESSES.matcher(slot.name()).find();
    }

    /**
     * Tells whether other fields show that the record is about a connection: a four-byte {@code saddr} may be anything
     * else.
     */
    private static boolean connection(Slot slot, List<Slot> all) {
        return all.stream().anyMatch(one -> one != slot && (FAMILY_NAMES.contains(one.simpleName())
                || one.layout() instanceof IntegerLayout layout && layout.size() == 2
                        && one.simpleName().endsWith("port")));
    }

    /** Tells whether a number of such a name is an address family, which it is beside addresses or ports. */
    static boolean isFamily(Slot slot, List<Slot> all) {
        return all.stream().anyMatch(one -> one != slot && (one.simpleName().endsWith("port")
                || one.simpleName().contains("addr") || one.simpleName().matches("(?:src|dst)_ip|[sd]ip|.*ip[46]|.*v[46]")));
    }

    /** Finds the field that tells the address family of another: its neighbour, else one of a struct around both. */
    static Slot family(Slot slot, List<Slot> all) {
        String prefix = slot.name();
        do {
            int dot = prefix.lastIndexOf('.', prefix.length() - 2);
            prefix = prefix.substring(0, dot + 1);
            Slot found = among(prefix, FAMILY_NAMES, all);
            found = found == null ? among(prefix, VERSION_NAMES, all) : found;
            if (found != null) {
                return found;
            }
        } while (!prefix.isEmpty());
        return null;
    }

    private static Slot among(String prefix, Set<String> names, List<Slot> all) {
        for (Slot one : all) {
            boolean number = one.layout() instanceof IntegerLayout || one.layout() instanceof EnumLayout;
            if (number && one.layout().size() <= 8 && one.bitfieldSize() == 0 && names.contains(one.simpleName())
                    && one.name().length() == prefix.length() + one.simpleName().length()
                    && one.name().startsWith(prefix)) {
                return one;
            }
        }
        return null;
    }
}
