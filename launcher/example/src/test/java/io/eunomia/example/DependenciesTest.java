package io.eunomia.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever depends on the artifact embed, as this example does, gets the runtime and nothing of the faces. */
class DependenciesTest {

    @Test
    void embedding_brings_no_command_line_no_web_server_no_line_editor_and_no_reader_of_settings() {
        List<String> resolved = Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.isEmpty()).map(entry -> Path.of(entry).toString()).toList();
        assertThat(resolved).anyMatch(entry -> entry.contains("/embed")).anyMatch(entry -> entry.contains("/runtime.bundle"));
        assertThat(resolved).noneMatch(entry -> entry.matches(
                ".*(picocli|jetty|jline|toml|night-config|gogo|servlet|http\\.bundle|shell\\.bundle|launcher/app).*"));
    }
}
