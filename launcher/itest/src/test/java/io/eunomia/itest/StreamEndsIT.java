package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way a stream can end, as clients of HTTP are told it by framing and notice, and the command line by its status, in
 * every format.
 */
@Tag("kernel")
class StreamEndsIT {
    /** curl's for a body whose last chunk is missing, and for a connection that is reset. */
    private static final List<Integer> BROKE_OFF = List.of(18, 56);
    private static final List<String> FORMATS = List.of("plain", "json", "csv");

    @TempDir
    private Path folder;
    private final List<Running> commands = new ArrayList<>();
    private final List<Running> curls = new ArrayList<>();

    /** A tracker, and somebody who follows it in each way. */
    private int follow(Daemon daemon, Api api, String query, String... options) {
        int id = Api.id(api.install(Distribution.bytes(Distribution.object("opens"))));
        int followers = 0;
        for (String format : FORMATS) {
            List<String> words = new ArrayList<>(List.of("events", Integer.toString(id), "-f", "-o", format));
            words.addAll(List.of(options));
            commands.add(Running.start(Distribution.command(daemon.client(words.toArray(String[]::new)))));
            followers++;
        }
        for (String format : List.of("plain", "ndjson", "csv", "sse")) {
            curls.add(daemon.curling("/api/v1/trackers/" + id + "/events?format=" + format + query));
            followers++;
        }
        int all = followers;
        Await.until("all to follow", Await.LONG, () -> subscribers(api, id) == all || ended(), daemon::log);
        return id;
    }

    private boolean ended() {
        return !commands.get(0).process().isAlive();
    }

    private static int subscribers(Api api, int id) {
        return ((List<?>) api.stats(id).json().get("subscribers")).size();
    }

    private void assertEnds(String reason, int exit) {
        for (Running command : commands) {
            Outcome outcome = command.finish(Await.LONG);
            assertThat(outcome.exit()).as("%s: %s", reason, outcome).isEqualTo(exit);
        }
        assertThat(lastLine(commands.get(0).out())).startsWith("# ended (" + reason + "): ");
        assertThat(lastLine(commands.get(1).out())).startsWith("{\"@notice\":\"ended\",\"reason\":\"" + reason + '"');
        assertThat(commands.get(2).err()).contains("# ended (" + reason + "): ");
        assertThat(commands.get(2).out()).startsWith("@timestamp,").doesNotContain("ended");
        for (Running curl : curls) {
            Outcome outcome = curl.finish(Await.LONG);
            assertThat(outcome.exit()).as("%s: %s", reason, outcome).isZero();
            assertThat(outcome.out()).contains(reason);
        }
        String events = curls.get(3).out();
        assertThat(events).contains("event: ended\ndata: {\"@notice\":\"ended\",\"reason\":\"" + reason + '"');
        commands.clear();
        curls.clear();
    }

    private static String lastLine(String text) {
        List<String> lines = text.lines().toList();
        return lines.get(lines.size() - 1);
    }

    @Test
    void those_that_the_daemon_outlives() throws IOException {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            Api api = new Api(daemon);
            int limited = follow(daemon, api, "&limit=1", "--limit", "1");
            opened();
            assertEnds("limit", 0);
            api.remove(limited);

            int timed = follow(daemon, api, "&duration=1ms", "--duration", "1ms");
            assertEnds("duration", 0);
            api.remove(timed);

            int stopped = follow(daemon, api, "");
            assertThat(api.action(stopped, "stop").status()).isEqualTo(200);
            assertEnds("stopped", 6);
            api.remove(stopped);

            int removed = follow(daemon, api, "");
            assertThat(api.remove(removed).status()).isEqualTo(204);
            assertEnds("removed", 6);

            int changed = follow(daemon, api, "&filter=(filename=*)", "--filter", "(filename=*)");
            assertThat(api.force(changed, Distribution.bytes(Distribution.object("clock"))).status()).isEqualTo(200);
            assertEnds("filter", 1);
            api.remove(changed);

            int read = Api.id(api.install(Distribution.bytes(Distribution.object("tasks"))));
            Outcome tasks = daemon.eunomia("read", Integer.toString(read), "-o", "json");
            assertThat(tasks.exit()).as(tasks.toString()).isZero();
            assertThat(lastLine(tasks.out())).startsWith("{\"@notice\":\"ended\",\"reason\":\"complete\"");
        } finally {
            close();
        }
    }

    @Test
    void the_daemons_own() {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            follow(daemon, new Api(daemon), "");
            assertThat(daemon.end().exit()).as(daemon.log()).isZero();
            assertEnds("daemon", 3);
        } finally {
            close();
        }
    }

    @Test
    void a_kill_is_no_end_like_any_other() {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            follow(daemon, new Api(daemon), "");
            daemon.running().signal("KILL");
            for (Running command : commands) {
                Outcome outcome = command.finish(Await.LONG);
                assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(3);
                assertThat(outcome.err()).contains("broke off");
            }
            for (Running curl : curls) {
                assertThat(curl.finish(Await.LONG).exit()).as(curl.err()).isIn(BROKE_OFF);
            }
        } finally {
            close();
        }
    }

    /** What cannot be written is told; who leaves need not be asked why. */
    @Test
    void the_outputs_own() {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            Api api = new Api(daemon);
            String id = Integer.toString(Api.id(api.install(Distribution.bytes(Distribution.object("opens")))));
            for (String[] words : List.of(daemon.client("list"), daemon.client("events", id, "-f"),
                    new String[] {"run", Distribution.object("opens").toString()}, new String[] {"--help"})) {
                try (Running full = Running.start(Distribution.command(words)
                        .redirectOutput(ProcessBuilder.Redirect.to(Path.of("/dev/full").toFile())))) {
                    Outcome outcome = full.finish(Await.LONG);
                    assertThat(outcome.exit()).as("%s: %s", List.of(words), outcome).isEqualTo(1);
                    assertThat(outcome.err()).as(List.of(words).toString()).containsAnyOf("cannot be written", "takes nothing more");
                }
                Outcome left = left(words);
                assertThat(left.out()).as(List.of(words).toString()).endsWith("status 0\n");
                assertThat(left.err()).as(List.of(words).toString()).doesNotContain("Broken pipe", "takes nothing more", "Exception");
            }
        }
    }

    /** While files are opened, so that something is written after the reader has left. */
    private Outcome left(String... words) {
        List<String> command = new ArrayList<>(Distribution.command(words).command());
        List<String> bash = new ArrayList<>(List.of("bash", "-c", "\"$@\" | head -1; echo \"status ${PIPESTATUS[0]}\"", "bash"));
        bash.addAll(command);
        ProcessBuilder builder = Distribution.command(words);
        try (Running run = Running.start(builder.command(bash))) {
            Await.until("the end", Await.LONG, () -> {
                opened();
                return !run.process().isAlive();
            }, run::err);
            return run.finish(Await.LONG);
        }
    }

    private void opened() {
        try {
            Files.write(folder.resolve("opened"), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void close() {
        commands.forEach(Running::close);
        curls.forEach(Running::close);
    }
}
