package io.eunomia.itest;

import io.eunomia.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon whose packages, clients, files and processes all go wrong, again and again, for as long as
 * {@code hostile.seconds} says. {@code ./mvnw verify -Phostile} runs this alone and for an hour.
 */
@Tag("kernel")
class HostileIT {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("hostile.seconds", 60));
    private static final int STRAY_THREADS = 5;
    private static final int SHOWN = 10;

    @TempDir
    private Path folder;

    @Test
    void nothing_that_was_acknowledged_is_lost_and_nothing_is_left() {
        long seed = Long.getLong("hostile.seed", System.currentTimeMillis());
        System.out.println("hostile run of " + TIME.toSeconds() + " s, -Dhostile.seed=" + seed);
        HostileTally tally = new HostileTally();
        long begin = System.nanoTime();
        try (HostileRun run = new HostileRun(folder.resolve("state"), new Random(seed), tally)) {
            Holdings before = Holdings.of(run.daemon().pid());
            run.tryGoodPackages();
            run.client().populate();
            List<Runnable> misfortunes = List.of(run::kill, run::damageState, run::mutatePackages, run::kill,
                    run::damageState, run::race, run::mutateUpdates, run::damageState, run::starve);
            for (int i = 0; i < misfortunes.size() || System.nanoTime() - begin < TIME.toNanos(); i++) {
                attempt(run, misfortunes.get(i % misfortunes.size()));
            }
            if (!run.failures().isEmpty()) {
                throw new AssertionError(run.failures().size() + " faults, of which the first "
                        + Math.min(SHOWN, run.failures().size()) + ":\n"
                        + String.join("\n\n", run.failures().subList(0, Math.min(SHOWN, run.failures().size()))));
            }
            run.client().removeAll();
            Await.until("everything to be as before", Await.LONG, () -> leaked(before, Holdings.of(run.daemon().pid())).isEmpty(),
                    () -> leaked(before, Holdings.of(run.daemon().pid())).toString());
            Holdings after = Holdings.of(run.daemon().pid());
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            String report = tally.report(seed, time, "Before the first tracker the daemon held " + text(before)
                    + "; the last daemon after its last removal " + text(after) + ".");
            System.out.println(report);
            if (!System.getProperty("hostile.report", "").isEmpty()) {
                HostileTally.write(Path.of(System.getProperty("hostile.report")), report);
            }
        } catch (AssertionError e) {
            throw new AssertionError("-Dhostile.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    /** A daemon that does not come up again is the end; with any other fault the run goes on. */
    private static void attempt(HostileRun run, Runnable misfortune) {
        try {
            misfortune.run();
        } catch (AssertionError e) {
            run.failed(e.getMessage());
            if (!run.daemon().running().process().isAlive()) {
                throw new AssertionError(String.join("\n\n", run.failures()), e);
            }
        }
    }

    private static String text(Holdings held) {
        return held.kernelObjects().values().stream().mapToInt(one -> one).sum() + " programs, maps and links, "
                + held.files().values().stream().mapToInt(one -> one).sum() + " descriptors, " + held.threads() + " threads";
    }

    private static Map<String, Integer> leaked(Holdings before, Holdings now) {
        Map<String, Integer> more = new TreeMap<>(now.files());
        more.putAll(now.kernelObjects());
        before.files().forEach((file, count) -> more.merge(file, -count, Integer::sum));
        before.kernelObjects().forEach((kind, count) -> more.merge(kind, -count, Integer::sum));
        more.put("threads", now.threads() - before.threads() - STRAY_THREADS);
        more.values().removeIf(count -> count <= 0);
        return more;
    }
}
