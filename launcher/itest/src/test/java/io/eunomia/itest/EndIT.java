package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Flood;
import io.eunomia.testkit.KernelObjects;
import io.eunomia.testkit.Ledgers;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However busy it is, a daemon that is told to end does so in order and leaves nothing in the kernel. */
@Tag("kernel")
class EndIT {
    private static final int SUBSCRIBERS = 10;

    @TempDir
    private Path folder;

    @RepeatedTest(3)
    void during_load() {
        try (Daemon daemon = Daemon.launch(folder.resolve("state"))) {
            Await.until("the first program to be loaded", Await.LONG,
                    () -> !KernelObjects.of(daemon.pid()).programs().isEmpty(), daemon::log);
            KernelObjects held = KernelObjects.of(daemon.pid());
            assertThat(daemon.end().exit()).as(daemon.log()).isZero();
            held.awaitGone();
        }
    }

    @Test
    void during_a_flood() {
        try (Flood flood = new Flood(); Daemon daemon = Daemon.start(folder.resolve("state"))) {
            long id = startFlood(daemon, flood);
            Await.until("events of the flood", Await.LONG, () -> read(daemon, id) > 10_000, daemon::log);
            KernelObjects held = KernelObjects.of(daemon.pid());
            assertThat(held.ids()).isNotEmpty();
            assertThat(daemon.end().exit()).as(daemon.log()).isZero();
            held.awaitGone();
        }
    }

    @Test
    void with_ten_subscribers() {
        List<Running> subscribers = new ArrayList<>();
        try (Flood flood = new Flood(); Daemon daemon = Daemon.start(folder.resolve("state"))) {
            long id = startFlood(daemon, flood);
            for (int i = 0; i < SUBSCRIBERS; i++) {
                subscribers.add(daemon.curling("/api/v1/trackers/" + id + "/events", "-H",
                        i % 2 == 0 ? "Accept: application/x-ndjson" : "Accept: text/event-stream"));
            }
            for (Running subscriber : subscribers) {
                Await.until("events at each subscriber", Await.LONG, () -> subscriber.out().length() > 10_000, daemon::log);
            }
            KernelObjects held = KernelObjects.of(daemon.pid());
            assertThat(daemon.end().exit()).as(daemon.log()).isZero();
            held.awaitGone();
            for (Running subscriber : subscribers) {
                assertThat(subscriber.finish(Await.LONG).out()).isNotEmpty();
            }
        } finally {
            subscribers.forEach(Running::close);
        }
    }

    @Test
    void run_accounts_for_a_flood() {
        try (Flood flood = new Flood();
                Running run = Running.start(Distribution.command("run", Distribution.object("flood").toString(), "--arg",
                        "target=" + flood.pid(), "--output", "csv", "--fields", "number"))) {
            Await.until("events", Await.LONG, () -> run.out().length() > 100_000, run::err);
            KernelObjects held = KernelObjects.of(run.pid());
            run.signal("TERM");
            Outcome outcome = run.finish(Await.LONG);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            held.awaitGone();
            assertThat(outcome.err()).containsPattern("events: read [1-9][0-9]*, lost in the kernel [0-9]+, undecodable 0");
            long delivered = Ledgers.number(outcome.err(), "delivered");
            long lines = outcome.out().lines().skip(1).filter(line -> line.contains(",events,")).count();
            assertThat(lines).isEqualTo(delivered);
        }
    }

    private static long startFlood(Daemon daemon, Flood flood) {
        Outcome started = daemon.eunomia("start", Distribution.object("flood").toString(), "--arg", "target=" + flood.pid(),
                "--json");
        assertThat(started.exit()).as(started.err()).isZero();
        return ((Number) new Daemon.Reply(200, started.out()).json().get("id")).longValue();
    }

    private static long read(Daemon daemon, long id) {
        Object streams = daemon.curl("/api/v1/trackers/" + id + "/stats").json().get("streams");
        Map<?, ?> first = (Map<?, ?>) ((List<?>) streams).get(0);
        return ((Number) first.get("read")).longValue();
    }
}
