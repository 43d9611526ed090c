package io.eunomia.shell.text;

import io.eunomia.runtime.view.RemovalView;

/** Tells what became of the pins of a removed tracker, a line for each. */
public record RemovalPrinter(Terminal terminal) {

    public void print(RemovalView removal) {
        removal.pinsRemoved().forEach(path -> terminal.out().println("  pin " + path + " removed"));
        removal.pinsLeft().forEach(pin -> terminal.out().println("  pin " + pin.path() + " is left" + (pin.heldBy().isEmpty()
                ? ": nobody was found to need it; stop --remove --pins would have removed it, rm does too"
                : ": held by " + String.join(", ", pin.heldBy()))));
    }
}
