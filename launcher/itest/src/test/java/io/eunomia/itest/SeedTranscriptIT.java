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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transcript of 2022, word for word where words were printed. */
@Tag("kernel")
class SeedTranscriptIT {
    @TempDir
    private Path folder;

    @Test
    void a_package_is_started_listed_and_stopped_and_nothing_of_it_stays() throws IOException {
        Path hotupdate = Files.writeString(folder.resolve("hotupdate.json"), opens("hotupdate"));
        try (Daemon daemon = Daemon.start(folder.resolve("state"))) {
            KernelObjects before = KernelObjects.of(daemon.pid());

            assertThat(daemon.eunomia("start", hotupdate.toString(), "--export", "plain_text", "--raw"))
                    .isEqualTo(new Outcome(0, "200 :[\"status\",\"ok\",\"id\",4]\n", ""));
            KernelObjects added = KernelObjects.of(daemon.pid()).minus(before);
            assertThat(added.programs()).isNotEmpty();
            assertThat(added.alive()).isEqualTo(added.ids());
            assertThat(daemon.eunomia("list", "--raw").out()).isEqualTo("200 :[\"status\",\"ok\",\"list\","
                    + "[[1,\"process\"],[2,\"files\"],[3,\"tcpconnect\"],[4,\"hotupdate\"]]]\n");
            Await.until("an event in the daemon's own output", Await.LONG, () -> daemon.running().out().contains("FILENAME"),
                    daemon::log);
            assertThat(daemon.eunomia("stop", "4", "--raw").out()).isEqualTo("200 :[\"status\",\"ok\"]\n");

            added.awaitGone();
            assertThat(daemon.eunomia("list").out()).containsPattern("4 +hotupdate +\\S+ +stopped");
        }
    }

    @Test
    void the_three_routes_answer_curl_as_they_did() {
        String request = Packages.json(Map.of("name", "hotupdate", "export_handlers",
                List.of(Map.of("name", "plain_text", "args", List.of())), "args", List.of(opens("hotupdate"))));
        try (Daemon daemon = Daemon.start(folder.resolve("state"))) {
            assertThat(daemon.curl("/start", "-H", "Content-Type: application/json", "-d", request))
                    .isEqualTo(new Daemon.Reply(200, "[\"status\",\"ok\",\"id\",4]"));
            assertThat(daemon.curl("/list").body()).contains("[4,\"hotupdate\"]");
            assertThat(daemon.curl("/stop", "-d", "{\"id\":4}")).isEqualTo(new Daemon.Reply(200, "[\"status\",\"ok\"]"));
            Daemon.Reply refused = daemon.curl("/stop", "-d", "{\"id\":77}");
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.body()).startsWith("[\"status\",\"error\",\"message\",").contains("77");
        }
    }

    @Test
    void run_hotupdate_prints_events_of_a_package_given_in_place() throws IOException {
        try (Running run = Running.start(Distribution.command("run", "hotupdate", opens("")))) {
            Path opened = folder.resolve("opened-by-the-test");
            Await.until("the event of the file that this test opens", Await.LONG, () -> {
                touch(opened);
                return run.out().contains(opened.toString());
            }, () -> run.out() + run.err());
            run.signal("INT");
            Outcome outcome = run.finish(Await.LONG);
            assertThat(outcome.exit()).isZero();
            assertThat(outcome.err()).contains("stopped after").contains("read ").contains("dropped ");
        }
    }

    private static void touch(Path file) {
        try {
            Files.writeString(file, "x");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String opens(String name) {
        return Packages.seed(name, Distribution.bytes(Distribution.object("opens")), List.of("rb"), List.of("handle_openat"));
    }
}
