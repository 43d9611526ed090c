package io.eunomia.runtime;

import java.util.List;

/**
 * Tells what became of the pins of a tracker that was removed: files below {@code /sys/fs/bpf} that keep its maps in the
 * kernel.
 *
 * @param pinsLeft that are still there, with who else holds the map, as far as that is known
 * @param pinsRemoved paths of those that are gone
 */
public record Removal(List<PinLeft> pinsLeft, List<String> pinsRemoved) {

    /** A pin that was left. @param path of the pin @param heldBy who needs it, for people; empty when nobody was found */
    public record PinLeft(String path, List<String> heldBy) {
        public PinLeft {
            heldBy = List.copyOf(heldBy);
        }
    }

    public Removal {
        pinsLeft = List.copyOf(pinsLeft);
        pinsRemoved = List.copyOf(pinsRemoved);
    }

    /** The result for a tracker that has no pins. */
    public static Removal withoutPins() {
        return new Removal(List.of(), List.of());
    }
}
