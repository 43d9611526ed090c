package io.eunomia.runtime.view;

import io.eunomia.runtime.UpdateReceipt;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Shows the receipt of a hot update; see {@link UpdateReceipt} for the members. Both times are in nanoseconds. */
public record ReceiptView(Instant time, String from, String to, String mode, long loadNs, long switchNs, long lost,
        OptionalLong duplicated, List<String> keptMaps, List<String> attached, List<String> detached,
        Optional<UpdateReceipt.TakeOver> takeOver) {

    public static ReceiptView of(UpdateReceipt receipt) {
        return new ReceiptView(receipt.time(), receipt.from(), receipt.to(), receipt.mode().name().toLowerCase(Locale.ROOT),
                receipt.loadNanos(), receipt.switchNanos(), receipt.lost(), receipt.duplicated(), receipt.keptMaps(),
                receipt.attached(), receipt.detached(), receipt.takeOver());
    }
}
