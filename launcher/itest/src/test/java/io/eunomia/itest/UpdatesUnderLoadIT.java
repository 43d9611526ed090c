package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.KernelObjects;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final int FAILING_ROUNDS = 5;
    private static final byte[][] VERSIONS = {Load.version(1), Load.version(2)};

    private Path folder;
    private Path watched;
    private Daemon daemon;
    private Api api;

    @BeforeAll
    void start(@TempDir Path given) throws IOException {
        folder = given;
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

    /** Eunomia's command and the framework's own take turns. */
    @Test
    void in_the_shell() throws IOException {
        int id = Api.id(api.install(VERSIONS[1]));
        Path bundle = folder.resolve("state/bundles/bundle" + api.tracker(id).get("bundle_id") + "/version0.0/bundle.jar");
        Path second = Files.copy(bundle, folder.resolve("second.jar"));
        assertThat(api.update(id, VERSIONS[0]).status()).isEqualTo(200);
        Path first = Files.write(folder.resolve("first.json"), VERSIONS[0]);
        String[] commands = {"update numbered " + first + "\n",
                "felix:update " + api.tracker(id).get("bundle_id") + " file:" + second + "\n"};
        try (Load load = new Load(api, id);
                Running shell = Running.start(Distribution.command("shell", "--state", folder.resolve("state").toString()))) {
            try (OutputStream in = shell.process().getOutputStream()) {
                for (int i = 1; i <= UPDATES; i++) {
                    in.write(commands[i % 2].getBytes(StandardCharsets.UTF_8));
                    in.flush();
                    load.awaitUpdates(i);
                    load.awaitMore();
                }
            }
            assertThat(shell.finish(Await.LONG).exit()).as(shell.err()).isZero();
            load.assertExact(UPDATES);
        } finally {
            api.remove(id);
        }
    }

    @Test
    void that_cannot_run_lose_nothing_and_leave_the_old_version() {
        int id = Api.id(api.install(VERSIONS[0]));
        Set<String> programs = KernelObjects.of(daemon.pid()).programs();
        try (Load load = new Load(api, id)) {
            for (int round = 0; round < FAILING_ROUNDS; round++) {
                refused(load, id, 422, "careless", Distribution.bytes(Distribution.object("refused")));
                refused(load, id, 422, "sys_enter_nowhere", Load.version(2, Map.of("programs",
                        Map.of("on_tracepoint", Map.of("attach", "syscalls/sys_enter_nowhere")))));
                refused(load, id, 409, "seen", Load.version(3, Map.of("keep_maps", List.of("seen"))));
                byte[] object = Distribution.bytes(Distribution.object("numbered_2"));
                refused(load, id, 400, "truncated", Arrays.copyOf(object, object.length / 2));
                refused(load, id, 400, "JSON", Arrays.copyOf(VERSIONS[1], VERSIONS[1].length / 2));
            }
            assertThat(KernelObjects.of(daemon.pid()).programs()).isEqualTo(programs);
            assertThat(api.tracker(id)).containsEntry("version", "1").containsEntry("state", "running");
            load.assertExact(0);
        } finally {
            api.remove(id);
        }
    }

    private void refused(Load load, int id, int status, String word, byte[] content) {
        Daemon.Reply refusal = api.update(id, content);
        assertThat(refusal.status()).as(refusal.body()).isEqualTo(status);
        assertThat((String) refusal.json().get("detail")).contains(word);
        load.awaitMore();
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
