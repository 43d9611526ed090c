package io.eunomia.shell.text;

import io.eunomia.runtime.UpdateReceipt;
import java.util.List;
import java.util.Locale;

/**
 * The receipt of a hot update, in one line of text.
 *
 * @param mode how the switch was made, in lower case
 * @param duplicated number of duplicated events, or null when they were not counted
 */
public record ReceiptText(String from, String to, String mode, long switchNanos, long loadNanos, long lost,
        Long duplicated, List<String> keptMaps) {

    public static ReceiptText of(UpdateReceipt receipt) {
        return new ReceiptText(receipt.from(), receipt.to(), receipt.mode().name().toLowerCase(Locale.ROOT),
                receipt.switchNanos(), receipt.loadNanos(), receipt.lost(),
                receipt.duplicated().isPresent() ? receipt.duplicated().getAsLong() : null, receipt.keptMaps());
    }

    /** The text that follows "NAME updated". */
    public String line() {
        String versions = from.equals(to) ? "" : " from " + from + " to " + to;
        if (mode.equals("stopped")) {
            return versions + "; it is not running";
        }
        return String.format(Locale.ROOT, "%s: switched by %s in %.3f ms, loaded in %.1f ms, %d lost, %s duplicated%s",
                versions, mode, switchNanos / 1e6, loadNanos / 1e6, lost,
                duplicated == null ? "possibly some" : duplicated.toString(),
                keptMaps.isEmpty() ? "" : ", kept " + String.join(", ", keptMaps));
    }
}
