package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.KernelObjects;
import io.eunomia.testkit.Packages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon is killed at random moments of installing, starting, updating, stopping and removing a tracker and of its
 * own start. {@code -Deunomia.kills=50} makes it longer, {@code -Deunomia.kills.seed=N} repeats a run's choices.
 */
@Tag("kernel")
class KilledIT {
    private static final int KILLS = Integer.getInteger("eunomia.kills", 12);
    private static final long SEED = Long.getLong("eunomia.kills.seed", System.nanoTime());
    /** Actions take some tens of milliseconds; later moments are those of a daemon at rest. */
    private static final Duration LONGEST_ACTION = Duration.ofMillis(120);
    private static final String NAME = "numbered";
    private static final String ABSENT = "absent";

    private final Random random = new Random(SEED);
    @TempDir
    private Path folder;
    private String program;
    private byte[][] versions;
    /** What the tracker may be found to be: the old or the new. */
    private Set<String> expected = Set.of(ABSENT);
    private Duration boot = Duration.ofSeconds(1);

    /** The program gets a name that nobody else's has, so that it is found in the whole kernel. */
    @BeforeEach
    void rename() throws IOException {
        program = String.format("kill_%08x", random.nextInt());
        versions = new byte[][] {renamed(1), renamed(2)};
    }

    private byte[] renamed(int version) throws IOException {
        String object = new String(Distribution.bytes(Distribution.object(version == 1 ? NAME : NAME + "_2")),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        Path file = Files.writeString(folder.resolve("version" + version), object.replace("on_tracepoint", program),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        return Packages.own(NAME, Integer.toString(version), file, Map.of());
    }

    @Test
    void at_any_moment_the_state_is_the_old_or_the_new() {
        for (int i = 0; i < KILLS; i++) {
            String what = "kill " + i + ", seed " + SEED + ", " + (i % 4 == 3 ? killedBoot() : killedAction());
            awaitPrograms(what, 0);
        }
        try (Daemon daemon = restarted("the end")) {
            assertThat(daemon.end().exit()).isZero();
        }
    }

    /** Starts a daemon whose predecessor was killed; the state is one of those expected. */
    private Daemon restarted(String after) {
        long begin = System.nanoTime();
        Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin");
        boot = Duration.ofNanos(System.nanoTime() - begin);
        try {
            String state = state(new Api(daemon));
            assertThat(expected).as("%s%n%s", after, daemon.log()).contains(state);
            expected = Set.of(state);
            awaitPrograms(after, state.endsWith("running") ? 1 : 0);
            return daemon;
        } catch (AssertionError | RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    private String killedBoot() {
        try (Daemon daemon = Daemon.launch(folder.resolve("state"), "--no-builtin")) {
            pause(boot);
            kill(daemon);
            return "while it started";
        }
    }

    private String killedAction() {
        try (Daemon daemon = restarted("seed " + SEED)) {
            Api api = new Api(daemon);
            Action action = choose(api);
            CompletableFuture<Boolean> done = CompletableFuture.supplyAsync(() -> succeeded(action));
            pause(LONGEST_ACTION);
            // What was answered is so for good.
            boolean answered = done.getNow(false);
            kill(daemon);
            String old = expected.iterator().next();
            expected = answered ? Set.of(action.next()) : Set.of(old, action.next());
            return old + " to " + action.next() + (answered ? ", answered" : "");
        }
    }

    /** @param next what the tracker is after it */
    private record Action(String next, Supplier<Daemon.Reply> request) {
    }

    private Action choose(Api api) {
        String state = expected.iterator().next();
        if (state.equals(ABSENT)) {
            return new Action("1 running", () -> api.install(versions[0]));
        }
        int id = id(api);
        String version = state.substring(0, 1);
        int other = version.equals("1") ? 2 : 1;
        boolean running = state.endsWith("running");
        return switch (random.nextInt(6)) {
            case 0 -> new Action(ABSENT, () -> api.remove(id));
            case 1, 2 -> running ? new Action(version + " stopped", () -> api.action(id, "stop"))
                    : new Action(version + " running", () -> api.action(id, "start"));
            default -> new Action(other + (running ? " running" : " stopped"), () -> api.update(id, versions[other - 1]));
        };
    }

    private static boolean succeeded(Action action) {
        Daemon.Reply reply;
        try {
            reply = action.request().get();
        } catch (UncheckedIOException e) {
            return false;    // killed before the answer
        }
        if (reply.status() >= 300) {
            throw new AssertionError(action.next() + ": " + reply);
        }
        return true;
    }

    private void pause(Duration most) {
        LockSupport.parkNanos((long) (random.nextDouble() * most.toNanos()));
    }

    private static void kill(Daemon daemon) {
        daemon.running().process().destroyForcibly();
        daemon.running().finish(Await.LONG);
    }

    private static String state(Api api) {
        List<?> trackers = api.trackers();
        assertThat(trackers).hasSizeLessThan(2);
        return trackers.isEmpty() ? ABSENT : member(trackers, "version") + " " + member(trackers, "state");
    }

    private static int id(Api api) {
        return (Integer) member(api.trackers(), "id");
    }

    private static Object member(List<?> trackers, String name) {
        return ((Map<?, ?>) trackers.get(0)).get(name);
    }

    /** In the whole kernel; it frees them some ms after the last use. */
    private void awaitPrograms(String after, int count) {
        Await.until(count + " programs " + program + " after " + after, () -> KernelObjects.programsNamed(program) == count);
    }
}
