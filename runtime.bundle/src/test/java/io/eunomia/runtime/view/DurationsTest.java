package io.eunomia.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"250ms,250", "3s,3000", "3,3000", "1.5s,1500", "2m,120000", "1H,3600000"})
    void are_read(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1 day", "3x"})
    void what_is_none_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text)).withMessageContaining("250ms");
    }

    @ParameterizedTest
    @CsvSource({"930,0.9 s", "12340,12.3 s", "245000,4m05s", "7380000,2h03m", "273600000,3d04h"})
    void are_shown(long millis, String text) {
        assertThat(Durations.show(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
