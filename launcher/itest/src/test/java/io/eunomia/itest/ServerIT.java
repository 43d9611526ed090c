package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Packages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as its operator sees it: flags, file, state, restart. */
@Tag("kernel")
class ServerIT {
    @TempDir
    private Path folder;

    @Test
    void a_state_folder_has_one_daemon() {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            Outcome second = Distribution.eunomia("server", "--state", folder.resolve("state").toString(), "--listen", "0");
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.err()).contains("process id " + daemon.pid()).contains("--state");
        }
    }

    @Test
    void a_taken_port_is_named() {
        try (Daemon daemon = Daemon.start(folder.resolve("one"), "--no-builtin")) {
            String address = daemon.url().replace("http://", "");
            Outcome second = Distribution.eunomia("server", "--state", folder.resolve("two").toString(), "--listen", address);
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.err()).contains(address).contains("--listen");
        }
    }

    @Test
    void state_and_token_are_for_the_owner_only() throws IOException {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            assertThat(permissions(folder.resolve("state"))).isEqualTo("rwx------");
            assertThat(permissions(folder.resolve("state/token"))).isEqualTo("rw-------");
            assertThat(daemon.token()).hasSizeGreaterThanOrEqualTo(32);
            assertThat(daemon.eunomia("list").exit()).isZero();
            Outcome stranger = Distribution.eunomia("list", "--url", daemon.url(), "--state", folder.resolve("none").toString());
            assertThat(stranger.exit()).as(stranger.err()).isEqualTo(4);
            assertThat(stranger.err()).contains("EUNOMIA_TOKEN");
        }
    }

    @Test
    void trackers_come_back_with_their_ids_and_what_was_stopped_stays_stopped() {
        String object = Distribution.object("opens").toString();
        try (Daemon daemon = Daemon.start(folder.resolve("state"))) {
            assertThat(daemon.summary()).startsWith("3 trackers");
            assertThat(daemon.eunomia("start", object, "--name", "first").exit()).isZero();
            assertThat(daemon.eunomia("start", object, "--name", "second").exit()).isZero();
            assertThat(daemon.eunomia("stop", "first").exit()).isZero();
            assertThat(daemon.eunomia("stop", "second", "--remove").exit()).isZero();
            assertThat(daemon.eunomia("stop", "files").exit()).isZero();
            assertThat(daemon.end().exit()).isZero();
        }
        try (Daemon daemon = Daemon.start(folder.resolve("state"))) {
            String list = daemon.eunomia("list").out();
            assertThat(list).containsPattern("1 +process +\\S+ +running").containsPattern("2 +files +\\S+ +(stopped|installed)")
                    .containsPattern("4 +first +\\S+ +(stopped|installed)").doesNotContain("second");
            assertThat(daemon.eunomia("start", "first").exit()).isZero();
            assertThat(daemon.eunomia("start", object, "--name", "third").out()).contains("id 6");
        }
    }

    /** Kept over starts are: what the component descriptors say, and what was asked about the kernel. */
    @Test
    void what_an_older_distribution_or_a_damaged_file_left_is_not_used() throws IOException {
        Path state = folder.resolve("state");
        endOrderly(state);
        Path descriptors = kept(state, "componentMetadataStore");
        Path answers = kept(state, "kernel-types");
        byte[] damaged = Arrays.copyOf(Files.readAllBytes(answers), 200);
        endOrderly(state);
        assertThat(kept(state, "componentMetadataStore")).isEqualTo(descriptors);

        Files.writeString(state.resolve("bundles/bundle0/descriptors"), "others");
        Files.writeString(descriptors, "of others", StandardOpenOption.APPEND);
        Files.write(answers, damaged);
        endOrderly(state);
        assertThat(Files.readString(kept(state, "componentMetadataStore"), StandardCharsets.ISO_8859_1)).isNotEmpty()
                .doesNotContain("of others");
        assertThat(Files.readAllBytes(answers)).isNotEqualTo(damaged).hasSizeGreaterThan(damaged.length);
    }

    private static void endOrderly(Path state) {
        try (Daemon daemon = Daemon.start(state)) {
            assertThat(daemon.summary()).startsWith("3 trackers,");
            assertThat(daemon.end().exit()).isZero();
        }
    }

    private static Path kept(Path state, String name) throws IOException {
        try (Stream<Path> files = Files.walk(state.resolve("bundles"))) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    @Test
    void a_file_configures_it_and_flags_win() throws IOException {
        Path file = Files.writeString(folder.resolve("eunomia.toml"), """
                listen = "127.0.0.1:9"
                builtin = false
                [[tracker]]
                file = "%s"
                name = "opens-of-one"
                [[tracker]]
                file = "%s"
                """.formatted(Distribution.object("opens"), Distribution.object("refused")));
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--config", file.toString())) {
            assertThat(daemon.url()).doesNotEndWith(":9");
            String list = daemon.eunomia("list").out();
            assertThat(list).contains("opens-of-one").contains("running").doesNotContain("process");
            assertThat(daemon.log()).contains("refused").contains("does not run");
        }
    }

    @Test
    void a_configured_file_that_has_changed_is_taken_at_the_next_start() throws IOException {
        Path packaged = folder.resolve("opens.json");
        Path file = Files.writeString(folder.resolve("eunomia.toml"), "builtin = false\n[[tracker]]\nfile = \"opens.json\"\n"
                + "name = \"mine\"\n");
        Files.write(packaged, Packages.own("opens", "1", Distribution.object("opens"), Map.of()));
        assertThat(configured(file, 0)).containsEntry("version", "1").containsEntry("state", "running");
        assertThat(configured(file, 0)).as("not changed").containsEntry("version", "1");
        Files.write(packaged, Packages.own("opens", "2", Distribution.object("opens"), Map.of()));
        assertThat(configured(file, 1)).containsEntry("version", "2").containsEntry("state", "running");
        Files.write(packaged, Packages.own("opens", "3", Distribution.object("refused"), Map.of()));
        assertThat(configured(file, 0)).as("a bad one leaves the one before").containsEntry("version", "2")
                .containsEntry("state", "running").containsKey("failed_update");
    }

    private Map<String, Object> configured(Path file, int updates) {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--config", file.toString())) {
            Map<String, Object> tracker = new Api(daemon).tracker(1);
            assertThat(tracker).containsEntry("name", "mine");
            assertThat((List<?>) tracker.get("updates")).as(daemon.log()).hasSize(updates);
            return tracker;
        }
    }

    @Test
    void a_daemon_without_built_in_trackers_gets_the_one_that_is_asked_for() {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            Outcome started = daemon.eunomia("start", "process");
            assertThat(started.exit()).as(started.err()).isZero();
            assertThat(started.out()).contains("process running, id 1");
            Outcome unknown = daemon.eunomia("start", "nonsense");
            assertThat(unknown.err()).contains("the daemon has no tracker called nonsense", "it has process");
        }
    }

    @Test
    void a_typing_mistake_in_the_file_is_named_with_its_line() throws IOException {
        Path file = Files.writeString(folder.resolve("eunomia.toml"), "\nbuitlin = true\n");
        Outcome outcome = Distribution.eunomia("server", "--config", file.toString(), "--state", folder.resolve("s").toString());
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("eunomia.toml:2").contains("buitlin").contains("did you mean \"builtin\"?");
    }

    @Test
    void an_address_that_others_reach_is_refused() {
        Outcome outcome = Distribution.eunomia("server", "--listen", "0.0.0.0:0", "--state", folder.resolve("s").toString());
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("loopback");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
