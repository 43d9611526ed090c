package io.eunomia.shell.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.view.ReceiptView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReceiptPrinterTest {
    @Test
    void a_receipt_says_how_the_switch_went() {
        assertThat(ReceiptPrinter.text(receipt("1", "2", "slot", 402_000, 6_100_000, 0, OptionalLong.of(0), List.of("counts"))))
                .isEqualTo(" from 1 to 2: switched by slot in 0.402 ms, loaded in 6.1 ms, 0 lost, 0 duplicated, kept counts");
        assertThat(ReceiptPrinter.text(receipt("1", "1", "overlap", 0, 0, 3, OptionalLong.empty(), List.of())))
                .isEqualTo(": switched by overlap in 0.000 ms, loaded in 0.0 ms, 3 lost, possibly some duplicated");
        assertThat(ReceiptPrinter.text(receipt("1", "1", "stopped", 0, 0, 0, OptionalLong.of(0), List.of())))
                .isEqualTo("; it is not running");
    }

    private static ReceiptView receipt(String from, String to, String mode, long switchNs, long loadNs, long lost,
            OptionalLong duplicated, List<String> kept) {
        return new ReceiptView(Instant.EPOCH, from, to, mode, loadNs, switchNs, lost, duplicated, kept, List.of(), List.of(),
                Optional.empty());
    }
}
