package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Merges a union of an IPv4 and an IPv6 address, such as {@code union { __u32 saddr_v4; __u8 saddr_v6[16]; }}, into one
 * field when another field tells the address family.
 */
final class AddressPairs {
    /** Marks a merged address in {@link Slot#typedefs}. */
    static final String MERGED = "union of IPv4 and IPv6 addresses";

    private static final int FOUR_BYTES = 4;
    private static final int SIX_BYTES = 16;
    private static final Pattern VERSION = Pattern.compile("v?[46]");
    private static final Pattern WORD_AND_VERSION = Pattern.compile("(?:ipv|ip|inet|in|v)[46]");
    private static final Pattern SEPARATORS = Pattern.compile("^_+|_+$|(?<=_)_+");

    private AddressPairs() {
    }

    static List<Slot> merge(List<Slot> slots) {
        Map<Slot, Slot> merged = new HashMap<>();
        Set<Slot> gone = new HashSet<>();
        for (Slot four : slots) {
            if (four.union() != 0 && four.layout().size() == FOUR_BYTES && four.bitfieldSize() == 0) {
                List<Slot> others = slots.stream().filter(one -> one.union() == four.union() && one != four).toList();
                Slot pair = pair(four, others, slots);
                if (pair != null) {
                    merged.put(others.get(0).bitOffset() == four.bitOffset() && slots.indexOf(others.get(0))
                            < slots.indexOf(four) ? others.get(0) : four, pair);
                    gone.add(four);
                    gone.addAll(others);
                }
            }
        }
        List<Slot> all = new ArrayList<>();
        for (Slot slot : slots) {
            if (merged.containsKey(slot)) {
                all.add(merged.get(slot));
            } else if (!gone.contains(slot)) {
                all.add(slot);
            }
        }
        return all;
    }

    /** Returns the address that both members are; null if they are not. @param others all other members of the union */
    private static Slot pair(Slot four, List<Slot> others, List<Slot> all) {
        String six = name(four, others);
        if (six.isEmpty()) {
            return null;
        }
        int dot = four.name().lastIndexOf('.');
        String prefix = four.name().substring(0, dot + 1);
        List<String> common = bases(four.simpleName());
        common.retainAll(bases(six.substring(six.lastIndexOf('.') + 1)));
        if (!six.startsWith(prefix) || six.indexOf('.', prefix.length()) >= 0 || common.isEmpty()
                || !(four.name() + six).matches(".*[46].*")) {
            return null;
        }
        String base = common.get(0).isEmpty() && prefix.isEmpty() ? "addr" : common.get(0);
        String wanted = base.isEmpty() ? prefix.substring(0, dot) : prefix + base;
        boolean taken = all.stream().anyMatch(one -> one.name().equals(wanted) && one != four && !others.contains(one));
        String typeName = others.size() == 1 ? others.get(0).typeName() : "";
        Slot slot = new Slot(taken ? six : wanted, four.bitOffset(), 0, new BlobLayout(SIX_BYTES), typeName,
                List.of(MERGED), four.union());
        return AddressRules.family(slot, all) == null ? null : slot;
    }

    /** Returns the name of the union's other member, if it is 16 bytes: a value, or a struct of several; else empty. */
    private static String name(Slot four, List<Slot> others) {
        int end = four.offset();
        for (Slot one : others) {
            if (one.bitfieldSize() != 0 || one.offset() != end) {
                return "";
            }
            end = one.end();
        }
        if (end != four.offset() + SIX_BYTES) {
            return "";
        }
        String first = others.get(0).name();
        if (others.size() == 1) {
            return first;
        }
        String struct = first.substring(0, Math.max(0, first.lastIndexOf('.')));
        return others.stream().allMatch(one -> one.name().equals(struct + '.' + one.simpleName())) ? struct : "";
    }

    /** Returns a name without the part that tells the version: {@code saddr} of {@code saddr_v4}, nothing of {@code ip6}. */
    private static List<String> bases(String name) {
        List<String> bases = new ArrayList<>();
        for (Pattern pattern : List.of(WORD_AND_VERSION, VERSION)) {
            bases.add(SEPARATORS.matcher(pattern.matcher(name).replaceFirst("")).replaceAll(""));
        }
        return bases;
    }
}
