package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that may open few files, and one that may do less than the next. */
@Tag("kernel")
class LimitsIT {
    /** More than a tracker needs. */
    private static final int MOST_MORE = 40;
    private static final int PLENTY = 4096;
    private static final String OBJECT = Distribution.object("opens").toString();

    @TempDir
    private Path folder;

    private static Daemon.Reply install(Daemon daemon, String name) {
        return daemon.curl("/api/v1/trackers?name=" + name, "-H", "Content-Type: application/octet-stream", "--data-binary",
                "@" + OBJECT);
    }

    private static void limit(Daemon daemon, int files) {
        Outcome outcome = Running.start(new ProcessBuilder("prlimit", "--pid", Long.toString(daemon.pid()), "--nofile=" + files
                + ":" + PLENTY)).finish(Await.LONG);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
    }

    private static int open(Daemon daemon) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(daemon.pid()), "fd"))) {
            return (int) all.count();
        }
    }

    /** Wherever it is that the last descriptor is missing: the store, the object, a map, a link. */
    @Test
    void whoever_meets_the_limit_of_open_files_is_told_of_it_and_nothing_stays() throws IOException {
        try (Daemon daemon = Daemon.startBy(List.of("prlimit", "--nofile=" + PLENTY + ":" + PLENTY), folder.resolve("state"),
                "--no-builtin")) {
            assertThat(install(daemon, "first").status()).isEqualTo(201);
            int at = open(daemon);
            int more = 1;
            Daemon.Reply reply = null;
            for (; more <= MOST_MORE && (reply == null || reply.status() != 201); more++) {
                limit(daemon, at + more);
                reply = install(daemon, "more");
                limit(daemon, PLENTY);
                if (reply.status() != 201) {
                    assertThat(reply.status()).as(reply.body()).isEqualTo(503);
                    assertThat(reply.body()).contains("\"kind\":\"exhausted\"").contains("RLIMIT_NOFILE")
                            .contains("ulimit -n", "LimitNOFILE=");
                }
            }
            assertThat(more).as("limits that were too low").isBetween(5, MOST_MORE);
            assertThat(daemon.curl("/api/v1/trackers").body()).contains("\"name\":\"first\"", "\"id\":2")
                    .doesNotContain("\"id\":3");
            assertThat(daemon.curl("/api/v1/trackers/2", "-X", "DELETE").status()).isEqualTo(204);
            Await.until("the descriptors from before", () -> {
                try {
                    return open(daemon) <= at;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    /** What the kernel offers is found out by each process, and not remembered from one that may do less. */
    @Test
    void a_start_with_fewer_rights_does_not_limit_a_later_one() throws IOException {
        Path state = folder.resolve("state");
        Path wide = Files.writeString(folder.resolve("wide.json"), "{\"eunomia\":1,\"name\":\"wide\",\"requires\":{\"attach\":"
                + "[\"xdp\"]},\"data\":\"" + Base64.getEncoder().encodeToString(Distribution.bytes(Path.of(OBJECT))) + "\"}");
        try (Daemon few = Daemon.startBy(List.of("setpriv", "--bounding-set=-all,+bpf,+perfmon,+dac_read_search",
                "--inh-caps=-all", "--"), state, "--no-builtin")) {
            assertThat(install(few, "narrow").status()).isEqualTo(201);
            Outcome refused = few.eunomia("start", wide.toString());
            assertThat(refused.exit()).as(refused.err()).isEqualTo(4);
            assertThat(refused.err()).contains("xdp", "CAP_NET_ADMIN").doesNotContain("Unable to resolve");
        }
        try (Daemon all = Daemon.start(state, "--no-builtin")) {
            Outcome started = all.eunomia("start", wide.toString());
            assertThat(started.exit()).as(started.err()).isZero();
            Map<String, Object> narrow = all.curl("/api/v1/trackers/1").json();
            assertThat(narrow).containsEntry("state", "running");
        }
    }
}
