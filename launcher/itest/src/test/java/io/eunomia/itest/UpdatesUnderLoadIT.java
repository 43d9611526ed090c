package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files are opened without pause while two versions of a tracker take turns, through each face: a tracepoint, a
 * BTF tracepoint and a uprobe see every open exactly once, and in order.
 */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpdatesUnderLoadIT {
    private static final int UPDATES = 200;
    private static final byte[][] VERSIONS = {Load.version(1), Load.version(2)};

    private Path watched;
    private Daemon daemon;
    private Api api;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        watched = folder.resolve("watched");
        Path config = Files.writeString(folder.resolve("eunomia.toml"), "watch_interval_ms = 20\n");
        daemon = Daemon.start(folder.resolve("state"), "--no-builtin", "--config", config.toString(), "--watch",
                watched.toString());
        api = new Api(daemon);
    }

    @AfterAll
    void end() {
        daemon.close();
    }

    @Test
    void over_http() {
        int id = Api.id(api.install(VERSIONS[0]));
        try (Load load = new Load(api, id)) {
            for (int i = 1; i <= UPDATES; i++) {
                Daemon.Reply receipt = api.update(id, VERSIONS[i % 2]);
                assertThat(receipt.status()).as(receipt.body()).isEqualTo(200);
                assertThat(receipt.json()).containsEntry("mode", "slot").containsEntry("lost", 0).containsEntry("duplicated", 0);
                load.awaitMore();
            }
            load.assertExact(UPDATES);
        } finally {
            api.remove(id);
        }
    }

    @Test
    void from_the_watched_folder() throws IOException {
        Path file = drop(VERSIONS[0]);
        int id = awaitRunning();
        try (Load load = new Load(api, id)) {
            for (int i = 1; i <= UPDATES; i++) {
                drop(VERSIONS[i % 2]);
                load.awaitUpdates(i);
                load.awaitMore();
            }
            load.assertExact(UPDATES);
        } finally {
            Files.delete(file);
            Await.until("the tracker to be gone", () -> api.trackers().isEmpty());
        }
    }

    private int awaitRunning() {
        Await.until("the tracker", () -> api.trackers().stream().anyMatch(t -> "running".equals(((Map<?, ?>) t).get("state"))));
        return ((Number) ((Map<?, ?>) api.trackers().get(0)).get("id")).intValue();
    }

    private Path drop(byte[] content) throws IOException {
        Path part = Files.write(watched.resolve(".part"), content);
        return Files.move(part, watched.resolve("numbered.json"), StandardCopyOption.ATOMIC_MOVE);
    }
}
