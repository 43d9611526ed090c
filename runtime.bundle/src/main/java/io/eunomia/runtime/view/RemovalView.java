package io.eunomia.runtime.view;

import io.eunomia.runtime.Removal;
import java.util.List;

/** Shows what became of a removed tracker's pins. */
public record RemovalView(List<Removal.PinLeft> pinsLeft, List<String> pinsRemoved) {

    public static RemovalView of(Removal removal) {
        return new RemovalView(removal.pinsLeft(), removal.pinsRemoved());
    }

    /** Tells whether there were no pins. */
    public boolean withoutPins() {
        return pinsLeft.isEmpty() && pinsRemoved.isEmpty();
    }
}
