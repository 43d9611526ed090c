package io.eunomia.itest;

import io.eunomia.itest.Acknowledged.Known;
import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * One daemon after the other on one state folder, and whatever may befall it. Owns the daemon that runs. Each kind of
 * misfortune ends with the daemon in order, or with an {@link AssertionError} that says what went wrong.
 */
final class HostileRun implements AutoCloseable {
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 409, 413, 415, 422);
    private static final int MUTANTS = 24;
    private static final String HEAD = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private static final List<String> STRANGERS = List.of("POST /start" + HEAD + "Content-Length: 1000000\r\n\r\n",
            "POST /start" + HEAD, "\u0016\u0003\u0001\r\n\r\n", ("GET /healthz" + HEAD + "\r\n").repeat(300),
            "GET /list" + HEAD + "X: " + "x".repeat(20_000) + "\r\n\r\n",
            "GET /list" + HEAD + "Authorization: Bearer wrong\r\n\r\n",
            "PUT /api/v1/trackers/1" + HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n");

    private final Path state;
    private final Random random;
    private final HostileTally tally;
    private final CarefulClient client;
    private final PackageMutations mutations;
    private final StateDamage damage;
    private final List<String> failures = new ArrayList<>();
    private Daemon daemon;

    HostileRun(Path state, Random random, HostileTally tally) {
        this.state = state;
        this.random = random;
        this.tally = tally;
        client = new CarefulClient(random, tally);
        mutations = new PackageMutations(random);
        damage = new StateDamage(state, random);
        start();
    }

    CarefulClient client() {
        return client;
    }

    Daemon daemon() {
        return daemon;
    }

    private void start() {
        daemon = Daemon.start(state, "--no-builtin");
        client.ask(daemon);
        tally.add("starts of the daemon");
    }

    /** What went wrong so far, so that one fault does not hide the next. */
    List<String> failures() {
        return failures;
    }

    void failed(String what) {
        failures.add(what + "; log: " + client.tail());
    }

    /** Beside the reports, to be tried again by hand. */
    private static Path keep(byte[] content) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "hostile"));
            return Files.write(Files.createTempFile(folder, "package-", ".bin"), content).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is damaged later is good now, in each form. */
    void tryGoodPackages() {
        mutations.good().forEach((form, content) -> {
            Daemon.Reply reply = client.api().install(content);
            client.expect(reply, 201);
            client.expect(client.api().remove(Api.id(reply)), 204);
            tally.add("undamaged packages (" + form + ")");
        });
    }

    /** Damaged packages at each route that takes one: refused, or run and removed; what else runs does not notice. */
    void mutatePackages() {
        for (int i = 0; i < MUTANTS; i++) {
            PackageMutations.Mutant mutant = mutations.next();
            boolean plan = random.nextInt(3) == 0;
            Daemon.Reply reply = plan ? client.api().plan(mutant.content()) : client.api().install(mutant.content());
            tally.add("damaged packages (" + mutant.form() + ")");
            if (reply.status() == 201) {
                tally.add("damaged packages that run all the same");
                client.expect(client.api().remove(Api.id(reply)), 204);
            } else if (!(plan && reply.status() == 200) && !REFUSALS.contains(reply.status())) {
                failed("a damaged " + mutant.form() + " (" + keep(mutant.content()) + ") got " + reply);
            }
        }
        client.check("damaged packages");
    }

    /** A damaged update of a tracker that runs: it goes on as it was, or with what is acknowledged. */
    void mutateUpdates() {
        int id = client.any("running");
        Known before = client.trackers().get(id);
        for (int i = 0; i < MUTANTS / 4; i++) {
            byte[] content = client.nextVersion(before.name());
            byte[] damaged = mutations.mutate(content);
            Daemon.Reply reply = client.api().update(id, damaged);
            tally.add("damaged updates");
            if (reply.status() != 200 && !REFUSALS.contains(reply.status())) {
                failed("a damaged update (" + keep(damaged) + ") got " + reply);
            }
        }
        // Some were taken: from here on there is no doubt again.
        client.update(id);
        if (client.trackers().get(id).state().equals("running") != before.state().equals("running")) {
            throw new AssertionError("a damaged update changed the state of " + id);
        }
        client.check("damaged updates");
    }

    /** Threads that get into each other's way, and no leftovers. */
    void race() {
        Races races = new Races(client.api(), random.nextLong());
        races.run(24, 1);
        races.counts().forEach((what, count) -> tally.add("racing: " + what, count));
        if (!races.failures().isEmpty()) {
            failed("racing: " + races.failures());
        }
        for (Map.Entry<Integer, Known> one : client.found().entrySet()) {
            if (!client.trackers().containsKey(one.getKey())) {
                client.expect(client.api().remove(one.getKey()), 204);
            }
        }
        client.check("racing");
    }

    /** Clients without the token, and meanwhile one that has it and is served. */
    void starve() {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-cp", "target/test-classes", "io.eunomia.itest.Stranger",
                Integer.toString(URI.create(daemon.url()).getPort()), "96"));
        STRANGERS.forEach(one -> words.add(HexFormat.of().formatHex(one.getBytes(StandardCharsets.ISO_8859_1))));
        try (Running strangers = Running.start(new ProcessBuilder(words))) {
            strangers.process().getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
            strangers.process().getOutputStream().flush();
            Await.until("strangers", Await.LONG, () -> strangers.out().contains("go"), strangers::err);
            for (int i = 0; i < 12; i++) {
                long before = System.nanoTime();
                client.found();
                long millis = (System.nanoTime() - before) / 1_000_000;
                if (millis > 5_000) {
                    throw new AssertionError("a request with the token took " + millis + " ms among strangers");
                }
                tally.add("requests served among strangers");
                LockSupport.parkNanos(20_000_000);
            }
            client.update(client.any(""));
            strangers.process().getOutputStream().close();
            strangers.finish(Await.LONG).out().lines().map(line -> line.split(" ")).filter(line -> line.length == 2)
                    .forEach(line -> tally.add("strangers got: " + line[0], Long.parseLong(line[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client.check("strangers");
    }

    /** kill -9 while something is being done; what was acknowledged before is there afterwards. */
    void kill() {
        int steps = random.nextInt(3);
        for (int i = 0; i < steps; i++) {
            client.step();
        }
        long delay = random.nextInt(120) * 1_000_000L;
        Thread killer = new Thread(() -> {
            LockSupport.parkNanos(delay);
            daemon.running().process().destroyForcibly();
        }, "killer");
        killer.start();
        try {
            while (daemon.running().process().isAlive()) {
                client.step();
            }
        } catch (UncheckedIOException e) {
            // The daemon went while it was asked: whether it did what was asked, the next one tells.
            tally.add("actions cut short by kill -9");
        }
        join(killer);
        daemon.close();
        tally.add("kill -9");
        start();
        client.check("kill -9");
    }

    /** One file of the state folder is damaged while no daemon runs, after an orderly end or a kill. */
    void damageState() {
        boolean orderly = random.nextBoolean();
        if (orderly) {
            daemon.end();
        }
        daemon.running().process().destroyForcibly();
        daemon.close();
        String what = damage.one();
        tally.add("state files damaged after " + (orderly ? "an orderly end" : "kill -9"));
        start();
        client.check(what + " after " + (orderly ? "an orderly end" : "kill -9"));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
