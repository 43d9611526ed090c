package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes one field of a union of an IPv4 and an IPv6 address, such as
 * {@code union { __u32 saddr_v4; __u8 saddr_v6[16]; }}, when another field tells the address family.
 */
final class AddressPairs {
    /** Stands in {@link Slot#typedefs} of a merged address. */
    static final String MERGED = "union of IPv4 and IPv6 addresses";

    private static final Pattern NAME = Pattern.compile("(.*?)[._]?(?:ipv|ip|v|in)?([46])(?:_addr)?");

    private AddressPairs() {
    }

    static List<Slot> merge(List<Slot> slots) {
        Set<String> names = new HashSet<>();
        slots.forEach(slot -> names.add(slot.name()));
        List<Slot> merged = new ArrayList<>();
        Set<Slot> done = new HashSet<>();
        for (Slot slot : slots) {
            if (done.contains(slot)) {
                continue;
            }
            Slot twin = twin(slot, slots);
            if (twin == null) {
                merged.add(slot);
                continue;
            }
            done.add(twin);
            String name = base(slot);
            Slot six = slot.layout().size() == 16 ? slot : twin;
            merged.add(new Slot(names.contains(name) ? six.name() : name, six.bitOffset(), 0, new BlobLayout(16),
                    six.typeName(), List.of(MERGED), six.union()));
        }
        return merged;
    }

    private static Slot twin(Slot slot, List<Slot> slots) {
        int size = slot.layout().size();
        String base = base(slot);
        if (slot.union() == 0 || base.isEmpty() || size != 4 && size != 16 || DisplayRules.family(slot, slots) == null) {
            return null;
        }
        return slots.stream().filter(one -> one.union() == slot.union() && one.layout().size() == 20 - size
                && one.bitOffset() == slot.bitOffset() && base(one).equals(base)).findFirst().orElse(null);
    }

    private static String base(Slot slot) {
        Matcher matcher = NAME.matcher(slot.name());
        return matcher.matches() ? matcher.group(1) : "";
    }
}
