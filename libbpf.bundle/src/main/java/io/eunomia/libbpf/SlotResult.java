package io.eunomia.libbpf;

/** The result of attaching a program by a slot: the slot, or the reason why there is none. */
public sealed interface SlotResult {

    /** The program is attached. @param slot owned by the caller */
    record Attached(BpfSlot slot) implements SlotResult {
    }

    /**
     * Nothing is attached, because a jump cannot reach programs of this kind.
     *
     * @param reason a sentence for people
     */
    record Impossible(String reason) implements SlotResult {
    }

    /** The slot, for callers that count on it. @throws UnsupportedFeatureException with the reason when there is none */
    default BpfSlot orThrow() {
        if (this instanceof Attached attached) {
            return attached.slot();
        }
        throw new UnsupportedFeatureException("slot attach", "", "tail call", 0, ((Impossible) this).reason());
    }
}
