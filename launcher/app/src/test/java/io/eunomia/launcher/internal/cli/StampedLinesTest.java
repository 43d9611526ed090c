package io.eunomia.launcher.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class StampedLinesTest {

    @Test
    void times_have_all_their_digits() {
        for (String time : new String[] {"2026-11-29T05:53:00.123+00:00", "2026-01-02T00:00:00.000+01:00", "2026-11-29T05:53:07.040-03:30"}) {
            assertThat(StampedLines.stamp(OffsetDateTime.parse(time).plusNanos(999_999))).isEqualTo(time.replace("+00:00", "Z"));
        }
    }

    @Test
    void messages_are_stamped_and_stack_traces_are_not() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream lines = new StampedLines(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        lines.println("WARN Server - nearer");
        new IllegalStateException("why").printStackTrace(lines);
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().toList()).satisfies(all -> {
            assertThat(all.get(0)).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) WARN Server - nearer");
            assertThat(all.get(1)).isEqualTo("java.lang.IllegalStateException: why");
        });
    }
}
