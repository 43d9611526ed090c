package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Packages;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The release before this one is started and filled, this one takes over its state folder, and the former release's client
 * goes on asking. {@code cnf/upgrade-test} builds that release and runs this, which no build does: its name says so.
 */
@Tag("kernel")
@Timeout(300)
class FormerReleaseUpgrade {
    private static final Path FORMER = Path.of(System.getProperty("eunomia.former", "/no/former/release"));

    @TempDir
    private Path folder;
    private Path opens;
    private Path exported;
    private String[] flags;

    @BeforeEach
    void write_what_the_daemon_is_given() throws IOException {
        assertThat(FORMER.resolve("bin/eunomia")).as("cnf/upgrade-test names it").isExecutable();
        opens = Distribution.object("opens");
        exported = folder.resolve("exported.json");
        Path watched = Files.createDirectory(folder.resolve("watched"));
        Files.copy(opens, watched.resolve("watched.bpf.o"));
        Path configuration = folder.resolve("eunomia.toml");
        Files.writeString(configuration, """
                [[tracker]]
                name = "files"
                args = { top = 5 }
                [[tracker]]
                file = "%s"
                name = "configured"
                """.formatted(opens));
        flags = new String[] {"--watch", watched.toString(), "--config", configuration.toString()};
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void this_release_goes_on_with_what_the_former_one_had(boolean killed) throws IOException {
        Path state = folder.resolve("state");
        Map<String, Seen> before;
        try (Daemon former = Daemon.startOf(FORMER, state, flags)) {
            fill(former);
            before = list(former);
            assertThat(before).containsKeys("process", "files", "tcpconnect", "configured", "watched", "object", "own",
                    "seed", "stopped", "exported").doesNotContainKey("removed");
            if (killed) {
                former.running().process().destroyForcibly();
                former.running().finish(Await.LONG);
            } else {
                assertThat(former.end().exit()).isZero();
            }
        }
        String token = Files.readString(state.resolve("token"));
        try (Daemon now = Daemon.start(state, flags)) {
            assertThat(Files.readString(state.resolve("token"))).isEqualTo(token);
            assertThat(list(now)).isEqualTo(before);
            // Felix says so of bundles that this release does not have.
            assertThat(now.log().lines().filter(line -> !line.contains("Error reloading cached bundle"))).noneMatch(
                    line -> line.contains("ERROR"));
            formerClientWorks(now);
            exportGoesOn();
            int highest = before.values().stream().mapToInt(Seen::id).max().orElseThrow();
            assertThat(((Number) json(now, "start", opens.toString(), "--name", "later", "--json").get("id")).intValue())
                    .as("the id of a removed tracker is not given again").isGreaterThan(highest + 1);
            rollbackReachesTheFormerPackage(now);
            before = list(now);
        }
        try (Daemon again = Daemon.start(state, flags)) {
            assertThat(list(again)).isEqualTo(before);
        }
    }

    /** Has a tracker of each form and origin, one stopped, one with an export, one updated, and one removed last. */
    private void fill(Daemon former) throws IOException {
        done(former, "start", opens.toString(), "--name", "object");
        Path own = Files.write(folder.resolve("own.json"), Packages.own("own", "1.0", opens, Map.of()));
        done(former, "start", own.toString());
        Files.write(own, Packages.own("own", "1.1", opens, Map.of()));
        done(former, "update", "own", own.toString());
        Path seed = Files.writeString(folder.resolve("seed.json"), Packages.seed("seed", Distribution.bytes(opens), List.of("rb"),
                List.of("handle_openat")));
        done(former, "start", seed.toString());
        done(former, "start", opens.toString(), "--name", "stopped");
        done(former, "stop", "stopped");
        done(former, "stop", "tcpconnect");
        Daemon.Reply export = former.curl("/api/v1/trackers?name=exported&export=file&export.file.path=" + exported,
                "-H", "Content-Type: application/octet-stream", "--data-binary", "@" + opens);
        assertThat(export.status()).as(export.body()).isEqualTo(201);
        Daemon.Reply last = former.curl("/api/v1/trackers?name=removed", "-H", "Content-Type: application/octet-stream",
                "--data-binary", "@" + opens);
        assertThat(last.status()).as(last.body()).isEqualTo(201);
        assertThat(former.curl("/api/v1/trackers/" + last.json().get("id"), "-X", "DELETE").status()).isEqualTo(204);
    }

    private void formerClientWorks(Daemon now) throws IOException {
        try (Running events = Running.start(Distribution.commandOf(FORMER, now.client("events", "object", "-f", "-o", "json")))) {
            Await.until("an event at the former client", () -> opened() && events.out().contains("\"filename\""));
        }
        for (List<String> command : List.of(List.of("stats", "object"), List.of("maps", "object"), List.of("stop", "object"),
                List.of("start", "object"), List.of("start", "stopped"), List.of("stop", "stopped"),
                List.of("update", "object", opens.toString()))) {
            Outcome outcome = now.eunomiaOf(FORMER, command.toArray(String[]::new));
            assertThat(outcome.exit()).as(command + ": " + outcome.out() + outcome.err()).isZero();
        }
        Outcome refused = now.eunomiaOf(FORMER, "start", "nobody");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("nobody");
        assertThat(now.curl("/list").body()).startsWith("[\"status\",\"ok\",\"list\",[[1,\"process\"]");
    }

    private void exportGoesOn() throws IOException {
        long length = Files.size(exported);
        Await.until("the export to go on", () -> opened() && exported.toFile().length() > length);
    }

    /** What was updated by the former release can be rolled back once this one has updated it. */
    private void rollbackReachesTheFormerPackage(Daemon now) throws IOException {
        Path own = Files.write(folder.resolve("own.json"), Packages.own("own", "1.2", opens, Map.of()));
        assertThat(json(now, "update", "own", own.toString(), "--json")).containsEntry("from", "1.1").containsEntry("to", "1.2");
        assertThat(json(now, "rollback", "own", "--json")).containsEntry("from", "1.2").containsEntry("to", "1.1");
    }

    private static boolean opened() {
        return Path.of("/proc/self/status").toFile().canRead() && Distribution.bytes(Path.of("/proc/self/status")).length > 0;
    }

    private static void done(Daemon former, String... words) {
        Outcome outcome = former.eunomiaOf(FORMER, words);
        assertThat(outcome.exit()).as(List.of(words) + ": " + outcome.out() + outcome.err()).isZero();
    }

    private static Map<String, Object> json(Daemon now, String... words) throws IOException {
        Outcome outcome = now.eunomia(words);
        assertThat(outcome.exit()).as(List.of(words) + ": " + outcome.out() + outcome.err()).isZero();
        return JSON.std.mapFrom(outcome.out());
    }

    /** What the former client says of the trackers. */
    private static Map<String, Seen> list(Daemon daemon) throws IOException {
        Outcome outcome = daemon.eunomiaOf(FORMER, "list", "--json");
        assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
        Map<String, Seen> all = new TreeMap<>();
        for (Object one : (List<?>) JSON.std.mapFrom(outcome.out()).get("trackers")) {
            Map<?, ?> tracker = (Map<?, ?>) one;
            all.put((String) tracker.get("name"), Seen.of(tracker));
        }
        return all;
    }

    /** @param streams the names of their fields; of built-in trackers none, since a release brings other ones */
    private record Seen(int id, String version, String state, String source, Map<String, Object> options,
            Map<String, List<String>> streams) {

        static Seen of(Map<?, ?> tracker) {
            boolean builtIn = tracker.get("source").equals("built-in");
            Map<?, ?> options = (Map<?, ?>) tracker.get("options");
            Map<String, List<String>> streams = new TreeMap<>();
            for (Object stream : builtIn ? List.of() : (List<?>) tracker.get("streams")) {
                List<String> fields = new ArrayList<>();
                for (Object field : (List<?>) ((Map<?, ?>) stream).get("fields")) {
                    fields.add((String) ((Map<?, ?>) field).get("name"));
                }
                streams.put((String) ((Map<?, ?>) stream).get("name"), fields);
            }
            return new Seen(((Number) tracker.get("id")).intValue(), builtIn ? "" : (String) tracker.get("version"),
                    (String) tracker.get("state"), (String) tracker.get("source"),
                    // Of the options those that the former release had.
                    Map.of("arguments", options.get("arguments"), "attach", options.get("attach"), "exports", options.get("exports")),
                    streams);
        }
    }
}
