package io.eunomia.shell.text;

import io.eunomia.runtime.KeptPackage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Shows the packages of a tracker as a table, the present one first. */
public final class HistoryText {

    private HistoryText() {
    }

    /** @param now the moment up to which ages are counted */
    public static void print(List<KeptPackage> packages, Instant now, Terminal terminal) {
        if (packages.isEmpty()) {
            terminal.out().println("no packages are kept: the bundle was installed past Eunomia");
            return;
        }
        Table table = new Table("", "SHA-256", "VERSION", "BYTES", "AGE");
        for (KeptPackage kept : packages) {
            table.row(kept == packages.get(0) ? "now" : "", kept.sha256(), kept.version(), kept.bytes(),
                    Durations.show(Duration.between(kept.time(), now)));
        }
        table.print(terminal);
    }
}
