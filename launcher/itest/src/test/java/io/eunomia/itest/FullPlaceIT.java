package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More trackers at one tracepoint than the kernel takes, seen from every face. */
@Tag("kernel")
class FullPlaceIT {
    private static final int MOST = 64;
    /** What nothing else attaches to. */
    private static final String PLACE = "handle_openat=tracepoint:syscalls/sys_enter_add_key";
    private static final String OPENS = Distribution.object("opens").toString();
    private static final String BOUND = "at most 64 programs at a tracepoint";
    private static final String WAY_OUT = "raw_tp/sys_enter or tp_btf/sys_enter";

    @TempDir
    private Path folder;

    private static Daemon.Reply start(Daemon daemon, String name) {
        return daemon.curl("/api/v1/trackers?name=" + name + "&attach." + PLACE, "-H",
                "Content-Type: application/octet-stream", "--data-binary", "@" + OPENS);
    }

    @Test
    void the_bound_and_the_way_out_are_named_and_one_that_stops_makes_room() {
        Path state = folder.resolve("state");
        try (Daemon daemon = Daemon.start(state, "--no-builtin")) {
            for (int i = 1; i <= MOST; i++) {
                Daemon.Reply started = start(daemon, "copy" + i);
                assertThat(started.status()).as(started.body()).isEqualTo(201);
            }
            Daemon.Reply refused = start(daemon, "late");
            assertThat(refused.status()).as(refused.body()).isEqualTo(409);
            assertThat(refused.json()).containsEntry("kind", "place-full").containsEntry("errno", 7)
                    .containsEntry("title", "The attach target takes no more programs");
            assertThat(refused.json().get("hint").toString()).contains(BOUND, WAY_OUT);

            Outcome command = daemon.eunomia("start", OPENS, "--name", "late", "--attach", PLACE);
            assertThat(command.exit()).isEqualTo(1);
            assertThat(command.err()).contains("handle_openat", BOUND, WAY_OUT);
            Outcome shell = Distribution.eunomia("shell", "--state", state.toString(), "-c",
                    "start " + OPENS + " --name late --attach '" + PLACE + "'");
            assertThat(shell.exit()).isEqualTo(1);
            assertThat(shell.err()).contains("handle_openat", BOUND, WAY_OUT);

            assertThat(daemon.eunomia("stop", "copy1").exit()).isZero();
            Await.until("room for another one", () -> start(daemon, "next").status() == 201);
        }
    }
}
