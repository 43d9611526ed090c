package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Packages;
import io.eunomia.testkit.TmpFs;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state folder without room for another byte: what needs room is refused, and nothing that was there goes. */
@Tag("kernel")
class FullDiskIT {
    private static final int MEGABYTES = 24;

    @TempDir
    private Path folder;

    @Test
    void updates_and_installations_are_refused_and_no_event_is_lost() {
        try (TmpFs disk = new TmpFs(folder.resolve("state"), MEGABYTES);
                Daemon daemon = Daemon.start(disk.folder(), "--no-builtin")) {
            Api api = new Api(daemon);
            int id = Api.id(api.install(Load.version(1)));
            try (Load load = new Load(api, id)) {
                disk.fill();
                for (int i = 0; i < 3; i++) {
                    refused(api.update(id, Load.version(2)));
                    load.awaitMore();
                    refused(api.install(other()));
                    load.awaitMore();
                }
                assertThat(api.trackers()).hasSize(1);
                assertThat(api.tracker(id)).containsEntry("state", "running").containsEntry("version", "1");
                disk.free();
                assertThat(api.update(id, Load.version(2)).status()).isEqualTo(200);
                load.assertExact(1);
            }
            assertThat(api.install(other()).status()).isEqualTo(201);
            assertThat(daemon.end().exit()).as(daemon.log()).isZero();
        }
    }

    @Test
    void what_was_there_stops_starts_goes_and_comes_back() {
        try (TmpFs disk = new TmpFs(folder.resolve("state"), MEGABYTES)) {
            int id;
            try (Daemon daemon = Daemon.start(disk.folder(), "--no-builtin")) {
                Api api = new Api(daemon);
                id = Api.id(api.install(Load.version(1)));
                int gone = Api.id(api.install(other()));
                disk.fill();
                assertThat(api.action(id, "stop").status()).isEqualTo(200);
                assertThat(api.action(id, "start").status()).isEqualTo(200);
                assertThat(api.remove(gone).status()).isEqualTo(204);
                disk.fill();
                daemon.running().process().destroyForcibly();
                daemon.running().finish(Await.LONG);
            }
            try (Daemon daemon = Daemon.start(disk.folder(), "--no-builtin")) {
                Api api = new Api(daemon);
                assertThat(api.trackers()).as(daemon.log()).hasSize(1);
                assertThat(api.tracker(id)).containsEntry("state", "running").containsEntry("version", "1");
                assertThat(daemon.end().exit()).as(daemon.log()).isZero();
            }
        }
    }

    @Test
    void a_first_start_says_what_is_missing() {
        try (TmpFs disk = new TmpFs(folder.resolve("state"), MEGABYTES)) {
            disk.fill();
            Outcome outcome = Distribution.eunomia("server", "--state", disk.folder().toString(), "--listen", "127.0.0.1:0");
            assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
            assertThat(outcome.err()).contains("No space left on device", disk.folder().toString());
        }
    }

    private static byte[] other() {
        return Packages.own("other", "1", Distribution.object("opens"), Map.of());
    }

    private static void refused(Daemon.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(507);
        assertThat(reply.json()).containsEntry("kind", "storage").containsEntry("hint", "make room there and try again");
        assertThat((String) reply.json().get("detail")).contains("No space left on device");
    }
}
