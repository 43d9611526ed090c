package io.eunomia.itest;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Packages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Threads that do to a handful of trackers whatever can be done over HTTP, in each other's way. Any thread. */
final class Races {
    /** How the names of their trackers begin; others are left alone. */
    private static final String NAME = "race";
    private static final int NAMES = 5;
    private static final int NEVER = 1_000_000;
    /** Below the 64 that may be open at one time. */
    private static final int STREAMS = 40;
    private static final Set<Integer> SUCCESS = Set.of(200, 201, 204);
    private static final Set<Integer> TOO_LATE = Set.of(404, 409);

    private final Api api;
    private final long seed;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final List<String> other = java.util.Collections.synchronizedList(new ArrayList<>());
    private final Semaphore streams = new Semaphore(STREAMS);
    private final List<List<byte[]>> packages = new ArrayList<>();

    Races(Api api, long seed) {
        this.api = api;
        this.seed = seed;
        for (int name = 0; name < NAMES; name++) {
            packages.add(List.of(version(name, 1), version(name, 2), version(name, 3)));
        }
    }

    Map<String, Long> counts() {
        return counts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().sum(),
                Long::sum, TreeMap::new));
    }

    /** What was neither done nor too late. */
    List<String> failures() {
        return List.copyOf(other);
    }

    static byte[] version(int name, int version) {
        return Packages.own(NAME + name, version + ".0.0", Distribution.object("opens"), Map.of());
    }

    void run(int count, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
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
        List<Integer> ids = api.trackers().stream().<Map<?, ?>>map(one -> (Map<?, ?>) one)
                .filter(one -> one.get("name").toString().startsWith(NAME)).map(one -> (Integer) one.get("id")).toList();
        return ids.isEmpty() ? NEVER : ids.get(random.nextInt(ids.size()));
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
