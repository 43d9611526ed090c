package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.inference.RecordInference.HandOver;
import io.eunomia.runtime.internal.inference.WrittenBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds addresses and ports that are kept in plain numbers, for which only the code tells whether they are in network
 * order. They are if all writes there are: the value was read as {@code __be32}, or copied from a packet.
 */
final class NetworkOrder {

    private NetworkOrder() {
    }

    /** Adds {@code __be32} and {@code __be16} to the typedefs where that is proven. */
    static StructLayout proven(StructLayout layout, Supplier<List<HandOver>> places) {
        if (layout.slots().stream().noneMatch(NetworkOrder::open)) {
            return layout;
        }
        List<WrittenBytes> writes = places.get().stream().flatMap(place -> place.writes().stream()).toList();
        List<Slot> slots = layout.slots().stream().map(slot -> open(slot) && proven(slot, writes) ? typed(slot) : slot).toList();
        return new StructLayout(layout.name(), layout.size(), slots, layout.ends(), layout.openFrom());
    }

    private static boolean open(Slot slot) {
        boolean number = slot.layout() instanceof IntegerLayout && slot.bitfieldSize() == 0;
        return number && (slot.layout().size() == 4 && AddressRules.aboutAddresses(slot)
                || slot.layout().size() == 2 && slot.simpleName().endsWith("port"))
                && slot.typedefs().stream().noneMatch(one -> one.startsWith("__be") || one.startsWith("eu_"));
    }

    private static boolean proven(Slot slot, List<WrittenBytes> writes) {
        List<WrittenBytes> there = writes.stream().filter(one -> one.offset() < slot.end()
                && one.offset() + Math.max(1, one.size()) > slot.offset()).toList();
        return !there.isEmpty() && there.stream().allMatch(one -> one.network() && one.offset() == slot.offset()
                && one.size() == slot.layout().size());
    }

    private static Slot typed(Slot slot) {
        List<String> typedefs = new ArrayList<>(slot.typedefs());
        typedefs.add("__be" + 8 * slot.layout().size());
        return new Slot(slot.name(), slot.bitOffset(), 0, slot.layout(), slot.typeName(), List.copyOf(typedefs), slot.union());
    }
}
