package io.eunomia.shell.text;

import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.view.Durations;
import io.eunomia.runtime.view.ReceiptView;
import java.time.Duration;
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
        return String.format(Locale.ROOT, "%s: switched by %s in %.3f ms, loaded in %.1f ms, %d lost, %s%s",
                versions, receipt.mode(), receipt.switchNs() / 1e6, receipt.loadNs() / 1e6, receipt.lost(), duplicated(receipt),
                receipt.keptMaps().isEmpty() ? "" : ", kept " + String.join(", ", receipt.keptMaps()));
    }

    /** Returns the text of a receipt of a take-over, after what was taken over. */
    static String takenOver(ReceiptView receipt) {
        String gap = receipt.takeOver().flatMap(UpdateReceipt.TakeOver::left)
                .map(left -> "nobody read for " + Durations.show(Duration.between(left, receipt.time())))
                .orElse("the process before was killed, with what it had read and not handed on");
        return "by " + receipt.mode() + ": " + gap + "; full rings refused " + receipt.lost() + ", " + duplicated(receipt);
    }

    private static String duplicated(ReceiptView receipt) {
        return (receipt.duplicated().isPresent() ? Long.toString(receipt.duplicated().getAsLong()) : "possibly some") + " duplicated";
    }
}
