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
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replacing a running tracker's package from the command line. */
@Tag("kernel")
class UpdateIT {
    @TempDir
    private Path folder;

    @Test
    void a_new_version_takes_over_and_one_that_cannot_run_changes_nothing() throws IOException {
        String opens = Distribution.object("opens").toString();
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            assertThat(daemon.eunomia("start", opens).exit()).isZero();
            KernelObjects first = KernelObjects.of(daemon.pid());

            Outcome refused = daemon.eunomia("update", "opens", Distribution.object("refused").toString());
            assertThat(refused.exit()).as(refused.err()).isEqualTo(1);
            assertThat(refused.err()).contains("careless");
            assertThat(KernelObjects.of(daemon.pid()).programs()).isEqualTo(first.programs());

            Outcome updated = daemon.eunomia("update", "opens", opens);
            assertThat(updated.exit()).as(updated.err()).isZero();
            assertThat(updated.out()).contains("opens updated").contains("0 lost");
            Set<String> second = KernelObjects.of(daemon.pid()).programs();
            assertThat(second).isNotEqualTo(first.programs());
            try (Running events = daemon.curling("/api/v1/trackers/1/events?limit=1", "-H", "Accept: application/x-ndjson")) {
                assertThat(events.finish(Await.LONG).out()).contains("filename");
            }
            Path other = Files.write(folder.resolve("other.json"),
                    Packages.own("tcplife", "1.0", Distribution.object("opens"), Map.of()));
            Outcome mistaken = daemon.eunomia("update", "opens", other.toString());
            assertThat(mistaken.exit()).as(mistaken.err()).isEqualTo(1);
            assertThat(mistaken.err()).contains("\"opens\" (1)").contains("\"tcplife\"").contains("--force");
            assertThat(daemon.curl("/api/v1/trackers/1", "-X", "PUT", "-H", "Content-Type: application/json",
                    "--data-binary", "@" + other).status()).isEqualTo(409);
            Outcome forced = daemon.eunomia("update", "--force", "opens", other.toString());
            assertThat(forced.exit()).as(forced.err()).isZero();
            second = KernelObjects.of(daemon.pid()).programs();
            assertThat(daemon.eunomia("stop", "opens").exit()).isZero();
            new KernelObjects(second).awaitGone();
        }
    }
}
