package io.eunomia.shell.text;

import io.eunomia.runtime.view.ReceiptView;
import java.util.Locale;

/** Shows the receipt of a hot update, in one line. */
public record ReceiptPrinter(Terminal terminal) {

    /** Prints the line. @param what begins it: {@code "opens updated"} */
    public void print(String what, ReceiptView receipt) {
        terminal.out().println(what + text(receipt));
    }

    static String text(ReceiptView receipt) {
        String versions = receipt.from().equals(receipt.to()) ? "" : " from " + receipt.from() + " to " + receipt.to();
        if (receipt.mode().equals("stopped")) {
            return versions + "; it is not running";
        }
        return String.format(Locale.ROOT, "%s: switched by %s in %.3f ms, loaded in %.1f ms, %d lost, %s duplicated%s",
                versions, receipt.mode(), receipt.switchNs() / 1e6, receipt.loadNs() / 1e6, receipt.lost(),
                receipt.duplicated().isPresent() ? Long.toString(receipt.duplicated().getAsLong()) : "possibly some",
                receipt.keptMaps().isEmpty() ? "" : ", kept " + String.join(", ", receipt.keptMaps()));
    }
}
