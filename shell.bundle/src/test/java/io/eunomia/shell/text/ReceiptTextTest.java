package io.eunomia.shell.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptTextTest {
    @Test
    void a_receipt_says_how_the_switch_went() {
        assertThat(new ReceiptText("1", "2", "slot", 402_000, 6_100_000, 0, 0L, List.of("counts")).line())
                .isEqualTo(" from 1 to 2: switched by slot in 0.402 ms, loaded in 6.1 ms, 0 lost, 0 duplicated, kept counts");
        assertThat(new ReceiptText("1", "1", "overlap", 0, 0, 3, null, List.of()).line())
                .isEqualTo(": switched by overlap in 0.000 ms, loaded in 0.0 ms, 3 lost, possibly some duplicated");
        assertThat(new ReceiptText("1", "1", "stopped", 0, 0, 0, 0L, List.of()).line()).isEqualTo("; it is not running");
    }
}
