package io.eunomia.launcher.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    private Path folder;

    @Test
    void an_empty_file_says_nothing() throws IOException {
        assertThat(read("")).isEqualTo(ServerSettings.EMPTY);
    }

    @Test
    void a_file_that_others_may_write_is_refused_with_the_remedy() throws IOException {
        Path file = Files.writeString(folder.resolve("open.toml"), "builtin = false");
        assertThat(SettingsFile.read(file).builtIn()).contains(false);
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> SettingsFile.read(file))
                .withMessageContainingAll("open.toml may be written by everybody", "chmod o-w,g-w");
    }

    @Test
    void every_setting_is_read() throws IOException {
        ServerSettings settings = read("""
                listen = "127.0.0.1:9000"
                state = "/tmp/state"
                builtin = false
                libbpf = "system"
                watch = "/etc/eunomia/watched"
                [limits]
                body_bytes = 1000
                [[tracker]]
                name = "files"
                args = { interval = "5s", top = 3, all = true, pids = [5, 6], share = 0.25, who = ["a b"], range = { from = 1 } }
                [[tracker]]
                file = "my.bpf.o"
                attach = { xdp_count = "lo" }
                export = ["json", "log"]
                """);

        assertThat(settings.listen()).contains(new ListenAddress("127.0.0.1", 9000));
        assertThat(settings.state()).contains(Path.of("/tmp/state"));
        assertThat(settings.builtIn()).contains(false);
        assertThat(settings.libbpf()).contains("system");
        assertThat(settings.watch()).contains(Path.of("/etc/eunomia/watched"));
        assertThat(settings.limits()).isEqualTo(Map.of(Limit.BODY_BYTES, 1000L));
        assertThat(settings.trackers()).hasSize(2);
        assertThat(settings.trackers().get(0).options().arguments())
                .isEqualTo(Map.of("interval", "5s", "top", "3", "all", "true", "pids", "[5,6]", "share", "0.25", "who",
                        "[\"a b\"]", "range", "{\"from\":1}"));
        assertThat(settings.trackers().get(1).file()).contains(folder.resolve("my.bpf.o"));
        assertThat(settings.trackers().get(1).options().attach()).isEqualTo(Map.of("xdp_count", List.of("lo")));
        assertThat(settings.trackers().get(1).options().exports()).extracting(ExportRequest::handler)
                .isEqualTo(List.of("json", "log"));
    }

    @Test
    void what_the_command_line_can_say_of_a_tracker_the_file_can_too() throws IOException {
        ServerSettings settings = read("""
                [[tracker]]
                file = "my.bpf.o"
                attach = { count = ["lo", "eth0"], opens = "vfs_open" }
                without = ["b"]
                lenient = true
                table = ["counts", ".bss"]
                hist = ["hists:slots"]
                stacks = ["calls:tgid"]
                jvm_maps = true
                persist = true
                map = { events = { max_entries = 65536 }, "a.b.value_size" = "1k" }
                """);

        assertThat(settings.trackers().get(0).options()).isEqualTo(StartOptions.none()
                .withAttach(Map.of("count", List.of("lo", "eth0"), "opens", List.of("vfs_open")))
                .withoutPrograms(List.of("b")).withLenient(true).withTables(List.of("counts", ".bss")).withHistograms(List.of("hists:slots")).withStacks(List.of("calls:tgid")).withJvmMaps(true).withPersist(true)
                .withMaps(Map.of("events.max_entries", "65536", "a.b.value_size", "1k")));
    }

    @Test
    void trackers_stay_in_the_kernel_one_by_one_or_all_but_some() throws IOException {
        ServerSettings some = read("[[tracker]]\nname = \"a\"\npersist = true\n[[tracker]]\nname = \"b\"\n");
        assertThat(some.persistsAll()).isEmpty();
        assertThat(some.trackers()).extracting(entry -> entry.options().persistence())
                .containsExactly(Optional.of(true), Optional.empty());
        ServerSettings most = read("[persist]\nall = true\n[[tracker]]\nname = \"a\"\npersist = false\n");
        assertThat(most.persistsAll()).contains(true);
        assertThat(most.trackers().get(0).options().persistence()).contains(false);
        refuses("[persist]\nal = true\n", ":2: unknown key \"al\" in [persist]: did you mean \"all\"?");
        refuses("persist = true\n", ":1: \"persist\" must be a table");
        refuses("[[tracker]]\nname = \"a\"\npersist = \"yes\"\n", ":3: \"persist\" must be true or false");
    }

    @Test
    void an_unknown_key_is_named_with_its_line_and_the_nearest_known_one() {
        refuses("# a comment\n\nlistne = \"127.0.0.1:1\"\n", ":3: unknown key \"listne\": did you mean \"listen\"?");
        refuses("[limits]\nbody_byte = 3\n", ":2: unknown key \"body_byte\" in [limits]: did you mean \"body_bytes\"?");
        refuses("[[tracker]]\nname = \"x\"\nexports = []\n", ":3: unknown key \"exports\" in [tracker]");
        refuses("[limit]\n", ":1: unknown key \"limit\": did you mean \"limits\"?");
    }

    @Test
    void a_value_of_the_wrong_type_is_named_with_what_is_wanted() {
        refuses("builtin = \"yes\"\n", ":1: \"builtin\" must be true or false");
        refuses("\nlisten = 8527\n", ":2: \"listen\" must be a text in quotes");
        refuses("[limits]\ntrackers = 0\n", ":2: \"trackers\" must be a whole number from 1");
        refuses("tracker = 3\n", "\"tracker\" must be an array of tables, [[tracker]]");
        refuses("[[tracker]]\nargs = {}\n", "needs a name or a file");
    }

    /** Every number of the file, on both sides of its range and far beyond what a long holds. */
    @Test
    void every_number_has_a_range_that_the_error_names() throws IOException {
        for (Limit limit : Limit.values()) {
            String range = "\"" + limit.key() + "\" must be a whole number from 1 to " + limit.most();
            for (String wrong : List.of("0", "-1", Long.toString(limit.most() + 1), "2147483648", "9223372036854775807",
                    "1.5", "nan", "inf", "\"5\"", "true")) {
                refuses("[limits]\n" + limit.key() + " = " + wrong + "\n", "settings.toml:2: " + range);
            }
            refuses("[limits]\n" + limit.key() + " = 99999999999999999999\n", "settings.toml:2: ");
            assertThat(read("[limits]\n" + limit.key() + " = " + limit.most()).limits()).containsEntry(limit, limit.most());
        }
        for (String wrong : List.of("0", "86400001", "9223372036854775807")) {
            refuses("watch_interval_ms = " + wrong + "\n",
                    ":1: \"watch_interval_ms\" must be a whole number from 1 to 86400000");
        }
    }

    @Test
    void a_path_that_cannot_be_one_is_refused_with_its_line() {
        for (String key : List.of("state", "watch", "btf", "libbpf")) {
            refuses("\n" + key + " = \"/tmp/a\\u0000b\"\n", ":2: \"" + key + "\" must be a path, and \"/tmp/a\\u0000b\" cannot");
        }
        refuses("[[tracker]]\nfile = \"a\\u0000b\"\n", ":2: \"file\" must be a path, and \"a\\u0000b\" cannot");
    }

    @Test
    void what_is_nested_without_end_is_refused_with_its_line() {
        refuses("\na = " + "[".repeat(100_000), ":2: lists and tables are nested more than 50 levels deep");
        refuses("a = " + "{a=".repeat(20_000), ":1: lists and tables are nested more than 50 levels deep");
        refuses("a = " + "[\n".repeat(100_000), "lists and tables are nested more than 50 levels deep");
        refuses("[" + "a.".repeat(100_000) + "a]\n", "settings.toml:1: ");
    }

    @Test
    void an_address_that_others_could_reach_is_refused_with_its_line() {
        refuses("listen = \"0.0.0.0:8527\"\n", ":1: listen: 0.0.0.0 is not a loopback address");
    }

    @Test
    void what_is_not_toml_is_refused_with_its_line() {
        refuses("builtin = true\nlisten = \n", "settings.toml:2: not TOML");
        refuses("builtin = true\nbuiltin = true\n", "settings.toml:2: not TOML");
    }

    private void refuses(String text, String part) {
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> read(text)).withMessageContaining(part);
    }

    private ServerSettings read(String text) throws IOException {
        return SettingsFile.read(Files.writeString(folder.resolve("settings.toml"), text));
    }
}
