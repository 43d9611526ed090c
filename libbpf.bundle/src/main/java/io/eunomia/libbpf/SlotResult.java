package io.eunomia.libbpf;

/** What came of attaching a program by a slot. */
public sealed interface SlotResult {

    /** It is attached. @param slot owned by whoever asked */
    record Attached(BpfSlot slot) implements SlotResult {
    }

    /**
     * Programs of this kind cannot be reached by a jump, and nothing is attached.
     *
     * @param reason for people
     */
    record Impossible(String reason) implements SlotResult {
    }

    /** For whoever knows that it is possible. @throws UnsupportedFeatureException with the reason when it is not */
    default BpfSlot orThrow() {
        if (this instanceof Attached attached) {
            return attached.slot();
        }
        throw new UnsupportedFeatureException("slot attach", "", "tail call", 0, ((Impossible) this).reason());
    }
}
