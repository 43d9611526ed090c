package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.KernelObjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be done to trackers, from 200 threads at once to a handful of trackers. */
@Tag("kernel")
class RacesIT {
    private static final int THREADS = 200;
    private static final int SECONDS = Integer.getInteger("eunomia.races.seconds", 6);
    /** On a machine with much else to do it takes several rounds until each has come about. */
    private static final int MOST_ROUNDS = 6;
    private static final List<String> SEEN = List.of("install 201", "install 409", "stop 200", "start 200", "update 200",
            "remove 204", "remove 404", "events 200");

    @TempDir
    private Path folder;

    @Test
    void whoever_comes_too_late_is_told_so_and_nothing_is_left() {
        long seed = Long.getLong("eunomia.seed", System.nanoTime());
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            Api api = new Api(daemon);
            // What the first of each kind brings along for good is there before.
            oneOfEach(api);
            Holdings before = Holdings.of(daemon.pid());
            Races race = new Races(api, seed);
            for (int round = 0; round < MOST_ROUNDS && !race.counts().keySet().containsAll(SEEN); round++) {
                race.run(THREADS, SECONDS);
            }
            assertThat(race.failures()).as("seed %d, %s, log: %s", seed, race.counts(), daemon.log()).isEmpty();
            assertThat(race.counts()).as("seed %d", seed).containsKeys(SEEN.toArray(String[]::new));
            System.out.printf("races, seed %d: %s%n", seed, race.counts());
            removeAll(api);
            Await.until("programs, maps and links to be gone", Await.LONG, () -> KernelObjects.of(daemon.pid())
                    .programs().isEmpty(), () -> KernelObjects.of(daemon.pid()).toString());
            Await.until("files and threads to be as before", Await.LONG, () -> {
                Holdings now = Holdings.of(daemon.pid());
                return now.kernelObjects().equals(before.kernelObjects()) && leaked(before, now).isEmpty()
                        && now.threads() <= before.threads() + 4;
            }, () -> before + " " + Holdings.of(daemon.pid()));
        }
    }

    private static Map<String, Integer> leaked(Holdings before, Holdings now) {
        Map<String, Integer> more = new TreeMap<>(now.files());
        before.files().forEach((file, count) -> more.merge(file, -count, Integer::sum));
        more.values().removeIf(count -> count <= 0);
        return more;
    }

    private static void oneOfEach(Api api) {
        int id = Api.id(api.install(Races.version(0, 0)));
        assertThat(api.update(id, Races.version(0, 1)).status()).isEqualTo(200);
        try (InputStream events = api.events(id, "duration=1")) {
            events.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(api.action(id, "stop").status()).isEqualTo(200);
        assertThat(api.action(id, "start").status()).isEqualTo(200);
        assertThat(api.remove(id).status()).isEqualTo(204);
    }

    private static void removeAll(Api api) {
        for (Object tracker : api.trackers()) {
            assertThat(api.remove((Integer) ((Map<?, ?>) tracker).get("id")).status()).isEqualTo(204);
        }
        assertThat(api.trackers()).isEmpty();
    }
}
