package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.KernelObjects;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Packages;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eunomia shell} with commands from a pipe or an option, against a real daemon. */
@Tag("kernel")
class ShellIT {
    @TempDir
    private Path folder;

    private Path state() {
        return folder.resolve("state");
    }

    private Outcome shell(String... words) {
        return script("", words);
    }

    private Outcome script(String input, String... words) {
        List<String> all = new java.util.ArrayList<>(List.of("shell", "--state", state().toString()));
        all.addAll(List.of(words));
        try (Running running = Running.start(Distribution.command(all.toArray(String[]::new)))) {
            try (var in = running.process().getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            return running.finish(Await.LONG);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_the_shell_starts_http_can_stop_and_the_reverse() {
        String opens = Distribution.object("opens").toString();
        try (Daemon daemon = Daemon.start(state(), "--no-builtin")) {
            Outcome started = script("# a comment\n\nstart " + opens + " --name mine\nlist\nlb\n");
            assertThat(started.exit()).as(started.err()).isZero();
            assertThat(started.out()).contains("mine running, id 1").containsPattern("1 +mine +\\S+ +running .*opens.bpf.o")
                    .containsPattern("Active *\\|.*mine").contains("Apache Felix Gogo Runtime").doesNotContain("eunomia>");

            assertThat(daemon.curl("/api/v1/trackers/1").body()).contains("\"running\"").contains("mine");
            assertThat(daemon.curl("/api/v1/trackers/1/stop", "-X", "POST").status()).isEqualTo(200);
            assertThat(shell("-c", "list").out()).containsPattern("1 +mine +\\S+ +stopped");

            assertThat(daemon.curl("/api/v1/trackers/1/start", "-X", "POST").status()).isEqualTo(200);
            KernelObjects programs = KernelObjects.of(daemon.pid());
            assertThat(programs.programs()).isNotEmpty();
            assertThat(shell("-c", "stop mine").out()).isEqualTo("mine (1) stopped\n");
            programs.awaitGone();
            assertThat(daemon.curl("/api/v1/trackers/1").body()).contains("\"stopped\"");
            assertThat(shell("-c", "stop 1 --remove").out()).isEqualTo("mine (1) removed\n");
            assertThat(daemon.curl("/api/v1/trackers/1").status()).isEqualTo(404);
        }
    }

    @Test
    void an_update_gives_a_receipt_and_events_stats_and_maps_are_shown() {
        String opens = Distribution.object("opens").toString();
        try (Daemon daemon = Daemon.start(state(), "--no-builtin")) {
            Outcome outcome = script("start " + opens + "\nupdate opens " + opens + "\nstats opens\nmaps opens\n"
                    + "events opens --limit 2 --output json --fields pid,filename\nplan " + opens + "\ndoctor\n");
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            assertThat(outcome.out()).containsPattern("opens updated: switched by \\w+ in [0-9.]+ ms, .* 0 lost")
                    .contains("PEAK FILL").containsPattern("rb +ringbuf +").contains("\"filename\":")
                    .contains("can run here").contains("trackers can run here");
            assertThat(daemon.curl("/api/v1/trackers/1").body()).contains("\"updates\":[{");
        }
    }

    /** The options of removal, update and start that decide what is lost. */
    @Test
    void pins_force_and_clear_options_are_there_as_on_the_command_line() throws IOException {
        String object = Distribution.object("pinned").toString();
        Path pin = Path.of("/sys/fs/bpf/eunomia_itest_pinned");
        Path other = Files.write(folder.resolve("other.json"), Packages.own("other", "1", Distribution.object("opens"), Map.of()));
        try (Daemon daemon = Daemon.start(state(), "--no-builtin")) {
            assertThat(shell("-c", "start " + object + " --name mine --arg step=7").exit()).isZero();
            assertThat(daemon.curl("/api/v1/trackers/1").body()).contains("\"step\":\"7\"");
            Outcome mistaken = shell("-c", "update mine " + other);
            assertThat(mistaken.exit()).isEqualTo(1);
            assertThat(mistaken.err()).contains("other", "--force");
            assertThat(shell("-c", "update mine " + other + " --force --clear-options").out()).contains("mine updated");
            assertThat(shell("-c", "update mine " + object + " --force --arg step=8").out()).contains("mine updated");
            assertThat(shell("-c", "stop mine").exit()).isZero();
            assertThat(shell("-c", "start mine --clear-options").exit()).isZero();
            assertThat(daemon.curl("/api/v1/trackers/1").body()).doesNotContain("\"step\":\"8\"");

            Outcome kept = shell("-c", "stop mine --remove");
            assertThat(kept.out() + kept.err()).contains(pin.toString());
            assertThat(pin).exists();
            assertThat(shell("-c", "start " + object + " --name mine").exit()).isZero();
            Outcome removed = shell("-c", "stop mine --remove --pins");
            assertThat(removed.exit()).as(removed.err()).isZero();
            assertThat(removed.out()).contains(pin.toString());
            assertThat(pin).doesNotExist();
        } finally {
            Files.deleteIfExists(pin);
        }
    }

    @Test
    void the_frameworks_own_commands_do_the_same_to_a_trackers_bundle() throws IOException {
        try (Daemon daemon = Daemon.start(state())) {
            long bundle = ((Number) daemon.curl("/api/v1/trackers/2").json().get("bundle_id")).longValue();
            assertThat(shell("-c", "felix:stop " + bundle).exit()).isZero();
            assertThat(daemon.curl("/api/v1/trackers/2").body()).contains("\"stopped\"");
            assertThat(shell("-c", "felix:start " + bundle).exit()).isZero();
            assertThat(daemon.curl("/api/v1/trackers/2").body()).contains("\"running\"");
            Path jar;
            try (var jars = Files.list(Distribution.home().resolve("trackers"))) {
                jar = jars.filter(path -> path.getFileName().toString().startsWith("files-")).findFirst().orElseThrow();
            }
            Outcome updated = shell("-c", "felix:update " + bundle + " " + jar.toUri());
            assertThat(updated.exit()).as(updated.err()).isZero();
            assertThat(daemon.curl("/api/v1/trackers/2").body()).contains("\"running\"").contains("\"updates\":[{");
        }
    }

    @Test
    void a_failed_command_is_named_with_its_line_and_ends_the_script() {
        try (Daemon daemon = Daemon.start(state(), "--no-builtin")) {
            Outcome outcome = script("list\nstop nobody\nlist\n");
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.err()).contains("no tracker called nobody").contains("line 2 failed: stop nobody");
            assertThat(outcome.out().lines().filter(line -> line.startsWith("ID "))).hasSize(1);
            assertThat(script("list\nstop nobody\nlist\n", "--keep-going")).satisfies(kept -> {
                assertThat(kept.exit()).isEqualTo(1);
                assertThat(kept.out().lines().filter(line -> line.startsWith("ID "))).hasSize(2);
            });
            assertThat(shell("-c", "events --filtr x")).satisfies(wrong -> {
                assertThat(wrong.exit()).isEqualTo(2);
                assertThat(wrong.err()).contains("--filtr").contains("help events");
            });
            assertThat(shell("-c", "nonsense")).satisfies(unknown -> {
                assertThat(unknown.exit()).isEqualTo(1);
                assertThat(unknown.err()).contains("nonsense").contains("help shows the commands");
            });
            assertThat(script("each [1 2] {\n")).satisfies(torn -> {
                assertThat(torn.exit()).isEqualTo(2);
                assertThat(torn.err()).contains("line 1 failed: it stops in the middle");
            });
            assertThat(shell("-c", "start " + Distribution.object("refused"))).satisfies(refused -> {
                assertThat(refused.exit()).isEqualTo(1);
                assertThat(refused.err()).contains("careless").contains("verifier log");
            });
            assertThat(shell("-c", "start " + folder.resolve("none.bpf.o")).err()).contains("does not exist");
            assertThat(daemon.running().process().isAlive()).isTrue();
        }
    }

    @Test
    void help_describes_our_commands_and_those_of_the_framework() {
        try (Daemon daemon = Daemon.start(state(), "--no-builtin")) {
            assertThat(shell("-c", "help").out()).contains("trackers", "start", "stop", "update", "events", "stats", "maps",
                    "doctor", "plan", "felix:update");
            assertThat(shell("-c", "help eunomia:start").out()).contains("Usage: eunomia:start").contains("--attach")
                    .contains("NAME=VALUE");
            assertThat(shell("-c", "help felix:lb").out()).contains("list all installed bundles");
            assertThat(shell("-c", "help lb").out()).contains("list all installed bundles");
            assertThat(daemon.running().process().isAlive()).isTrue();
        }
    }

    @Test
    void without_a_daemon_it_says_so() {
        Outcome outcome = shell("-c", "trackers");
        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.err()).contains("no daemon has a shell in " + state()).contains("eunomia server");
    }
}
