package io.eunomia.runtime.internal.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.StartOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersistModeTest {
    private static final StartOptions UNSAID = StartOptions.none();

    /** What is asked for: nothing, to stay, not to stay. */
    @ParameterizedTest
    @CsvSource(value = {"null, false, true, false", "as-asked, false, true, false", "all, true, true, false",
            "never, false, false, false"}, nullValues = "null")
    void a_tracker_has_its_say_unless_the_daemon_leaves_nothing(String property, boolean unsaid, boolean asked, boolean refused) {
        PersistMode mode = PersistMode.of(name -> name.equals("eunomia.persist") ? property : "other");
        assertThat(mode.persists(UNSAID)).isEqualTo(unsaid);
        assertThat(mode.persists(UNSAID.withPersist(true))).isEqualTo(asked);
        assertThat(mode.persists(UNSAID.withPersist(false))).isEqualTo(refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true", "ALL", "as_asked"})
    void another_value_is_refused_with_those_there_are(String property) {
        assertThatThrownBy(() -> PersistMode.of(name -> property)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + property + '"').hasMessageContaining("as-asked, all or never");
    }
}
