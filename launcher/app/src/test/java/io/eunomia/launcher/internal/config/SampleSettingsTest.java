package io.eunomia.launcher.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commented file that the distribution carries. */
class SampleSettingsTest {
    private static final Path SAMPLE = Path.of("src/dist/conf/eunomia.toml");

    @TempDir
    private Path folder;

    @Test
    void as_delivered_it_changes_nothing() {
        assertThat(SettingsFile.read(SAMPLE)).isEqualTo(ServerSettings.EMPTY);
    }

    @Test
    void every_commented_line_is_valid_and_every_setting_is_there() throws IOException {
        Path all = folder.resolve("all.toml");
        Files.writeString(all, Files.readString(SAMPLE).lines()
                .map(line -> line.replaceFirst("^# (?=\\[|[a-z_]+ = )", "")).collect(Collectors.joining("\n")));

        ServerSettings settings = SettingsFile.read(all);

        assertThat(settings.listen()).contains(ListenAddress.parse("127.0.0.1:8527"));
        assertThat(settings.state()).isPresent();
        assertThat(settings.builtIn()).contains(true);
        assertThat(settings.libbpf()).contains("");
        assertThat(settings.persistsAll()).contains(false);
        assertThat(settings.limits()).containsOnlyKeys(Limit.values());
        assertThat(settings.trackers()).extracting(ServerSettings.TrackerEntry::name).containsExactly("files", "opens");
    }
}
