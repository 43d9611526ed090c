package io.eunomia.runtime.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleVersionTest {

    @ParameterizedTest
    @CsvSource({"1.2.3,1.2.3", "1,1.0.0", "v2.1,2.1.0", "1.2-beta,1.2.0.beta", "1.2.3.4,1.2.3.4",
            "nightly,0.0.0.nightly", "2026/11,2026.0.0.11", "'',0.0.0", "99999999999,999999999.0.0.99",
            "1.0.0+git(abc),1.0.0.git_abc"})
    void free_text_becomes_a_version(String text, String version) {
        assertThat(BundleVersion.of(text)).hasToString(version);
    }
}
