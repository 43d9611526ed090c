package io.eunomia.launcher.internal.boot.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FastStartTest {
    private static final Set<String> PARTS = Set.of("facts", "excerpts", "preloads", "descriptors");

    @Test
    void all_parts_are_on_unless_something_else_is_said() {
        assertThat(FastStart.frameworkProperties("").values()).hasSize(PARTS.size()).containsOnly("true");
        assertThat(FastStart.frameworkProperties("on")).isEqualTo(FastStart.frameworkProperties(""));
    }

    @Test
    void off_turns_each_of_them_off() {
        assertThat(FastStart.frameworkProperties("off").values()).hasSize(PARTS.size()).containsOnly("false");
    }

    @Test
    void each_can_be_left_out_alone() {
        for (String part : PARTS) {
            Map<String, String> properties = FastStart.frameworkProperties("-archive,-" + part);
            assertThat(properties.values()).as(part).containsOnlyOnce("false");
        }
    }
}
