package io.eunomia.shell.text;

import io.eunomia.runtime.view.DisplaysView;
import io.eunomia.runtime.view.DisplaysView.DisplayView;
import io.eunomia.runtime.view.Durations;
import java.time.Duration;

/** Prints which displays a tracker has. */
public record DisplaysPrinter(Terminal terminal) {

    /** @param tracker its name or id, for the advice */
    public void print(DisplaysView view, String tracker) {
        if (view.displays().isEmpty()) {
            terminal.err().println("eunomia: " + tracker + " has no displays: it has no maps or variables that hold numbers, or it does not run");
            return;
        }
        Table table = new Table("DISPLAY", "KIND", "MAP", "UNIT", "INTERVAL", "COLUMNS");
        for (DisplayView one : view.displays()) {
            String columns = String.join(",", one.key()) + (one.key().isEmpty() ? "" : ": ") + String.join(",", one.columns());
            table.row(one.name(), one.kind(), one.map(), one.unit().isEmpty() ? "-" : one.unit(),
                    Durations.show(Duration.ofNanos(one.intervalNs())) + (one.drained() ? ", drained" : ""), columns);
        }
        table.print(terminal);
        view.displays().stream().filter(one -> !one.note().isEmpty()).forEach(one -> terminal.out().println("  " + one.name() + ": "
                + one.note()));
    }
}
