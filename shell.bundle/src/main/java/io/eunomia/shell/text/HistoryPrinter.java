package io.eunomia.shell.text;

import io.eunomia.runtime.view.Durations;
import io.eunomia.runtime.view.HistoryView;
import java.time.Duration;
import java.time.Instant;

/** Shows the packages of a tracker as a table, the present one first. */
public record HistoryPrinter(Terminal terminal) {
    private static final int SHOWN_OF_DIGEST = 16;

    public void print(HistoryView history) {
        if (history.packages().isEmpty()) {
            terminal.out().println("no packages are kept: the bundle was installed past Eunomia");
            return;
        }
        Instant now = Instant.now();
        Table table = new Table("", "SHA-256", "VERSION", "BYTES", "AGE");
        history.packages().forEach(kept -> table.row(kept.current() ? "now" : "", shortened(kept.sha256()), kept.version(), kept.bytes(),
                Durations.show(Duration.between(kept.time(), now))));
        table.print(terminal);
    }

    /** The first characters suffice for {@code rollback}. */
    private static String shortened(String digest) {
        return digest.substring(0, Math.min(SHOWN_OF_DIGEST, digest.length()));
    }
}
