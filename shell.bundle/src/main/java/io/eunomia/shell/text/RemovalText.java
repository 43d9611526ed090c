package io.eunomia.shell.text;

import io.eunomia.runtime.Removal;
import java.util.ArrayList;
import java.util.List;

/** Tells what became of the pins of a removed tracker. */
public final class RemovalText {
    private RemovalText() {
    }

    /** A line for each pin; none when there were none. */
    public static List<String> lines(Removal removal) {
        List<String> lines = new ArrayList<>();
        removal.pinsRemoved().forEach(path -> lines.add("  pin " + path + " removed"));
        removal.pinsLeft().forEach(pin -> lines.add("  pin " + pin.path() + " is left" + (pin.heldBy().isEmpty()
                ? ": nobody was found to need it; stop --remove --pins would have removed it, rm does too"
                : ": held by " + String.join(", ", pin.heldBy()))));
        return lines;
    }
}
