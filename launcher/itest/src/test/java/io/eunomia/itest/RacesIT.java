package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be done to trackers, from 200 threads at once to a handful of trackers. */
@Tag("kernel")
class RacesIT {
    private static final int THREADS = 200;
    private static final int NAMES = 5;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("eunomia.races.seconds", 6));
    /** Below the 64 that may be open at one time. */
    private static final int STREAMS = 40;
    private static final Set<Integer> SUCCESS = Set.of(200, 201, 204);
    private static final Set<Integer> TOO_LATE = Set.of(404, 409);

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
            Race race = new Race(api, seed);
            race.run();
            assertThat(race.other).as("seed %d, %s, log: %s", seed, race.counts(), daemon.log()).isEmpty();
            assertThat(race.counts()).as("seed %d", seed).containsKeys("install 201", "install 409", "stop 200",
                    "start 200", "update 200", "remove 204", "remove 404", "events 200");

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
        // The client keeps its connections for a while.
        more.keySet().removeIf(file -> file.startsWith("socket:"));
        return more;
    }

    private static void oneOfEach(Api api) {
        int id = Api.id(api.install(numbered(0, 0)));
        assertThat(api.update(id, numbered(0, 1)).status()).isEqualTo(200);
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

    private static byte[] numbered(int name, int version) {
        return Packages.own("race" + name, version + ".0.0", Distribution.object("opens"), Map.of());
    }

    private static final class Race {
        private final Api api;
        private final long seed;
        private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
        private final List<String> other = java.util.Collections.synchronizedList(new ArrayList<>());
        private final Semaphore streams = new Semaphore(STREAMS);
        private final List<List<byte[]>> packages = new ArrayList<>();

        Race(Api api, long seed) {
            this.api = api;
            this.seed = seed;
            for (int name = 0; name < NAMES; name++) {
                packages.add(List.of(numbered(name, 1), numbered(name, 2), numbered(name, 3)));
            }
        }

        Map<String, Long> counts() {
            return counts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().sum(),
                    Long::sum, TreeMap::new));
        }

        void run() {
            long end = System.nanoTime() + TIME.toNanos();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seed + i);
                Thread thread = new Thread(() -> {
                    while (System.nanoTime() < end) {
                        step(random);
                    }
                }, "race-" + i);
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }

        private void step(Random random) {
            int name = random.nextInt(NAMES);
            byte[] content = packages.get(name).get(random.nextInt(3));
            try {
                switch (random.nextInt(8)) {
                    case 0 -> count("install", api.install(content));
                    case 1 -> count("start", api.action(any(random), "start"));
                    case 2 -> count("stop", api.action(any(random), "stop"));
                    case 3 -> count("update", api.force(any(random), content));
                    case 4 -> count("remove", api.remove(any(random)));
                    case 5 -> count("show", api.show(any(random)));
                    case 6 -> count("stats", api.stats(any(random)));
                    default -> follow(any(random), random);
                }
            } catch (RuntimeException e) {
                other.add(e.toString());
            }
        }

        /** One that is there, or was a moment ago. */
        private int any(Random random) {
            List<?> trackers = api.trackers();
            return trackers.isEmpty() ? 1 : (Integer) ((Map<?, ?>) trackers.get(random.nextInt(trackers.size()))).get("id");
        }

        private void follow(int id, Random random) {
            if (!streams.tryAcquire()) {
                return;
            }
            try {
                Api.Opened opened = api.open(id, "duration=" + random.nextInt(2));
                if (random.nextBoolean()) {
                    opened.body().readNBytes(100);
                } else {
                    opened.body().readAllBytes();
                }
                opened.body().close();
                count("events", new Daemon.Reply(opened.status(), ""));
            } catch (IOException e) {
                other.add(e.toString());
            } finally {
                streams.release();
            }
        }

        private void count(String action, Daemon.Reply reply) {
            counts.computeIfAbsent(action + ' ' + reply.status(), one -> new LongAdder()).increment();
            if (!SUCCESS.contains(reply.status()) && !TOO_LATE.contains(reply.status())) {
                other.add(action + ": " + reply);
            }
        }
    }
}
