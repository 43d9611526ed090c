package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.KernelObjects;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bits of the state folder are flipped between two runs: the daemon starts, and its trackers are as they were. By groups
 * of files; {@code -Deunomia.flips=100} takes single files as well, {@code -Deunomia.flips.seed=N} repeats a run.
 */
@Tag("kernel")
class DamagedStateIT {
    private static final int SINGLE_FLIPS = Integer.getInteger("eunomia.flips", 0);
    private static final long SEED = Long.getLong("eunomia.flips.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    @TempDir
    private Path folder;

    @Test
    void every_file_may_be_damaged_and_nothing_is_lost() throws IOException {
        String before;
        try (Daemon daemon = start()) {
            assertThat(daemon.curl("/api/v1/trackers?arg.small=7", "-H", "Content-Type: application/octet-stream",
                    "--data-binary", "@" + Distribution.object("ranged")).status()).isEqualTo(201);
            new Api(daemon).action(2, "stop");
            before = trackers(daemon);
            assertThat(before).contains("small=7", "stopped");
            assertThat(daemon.end().exit()).isZero();
        }
        assertThat(before).isEqualTo(restarted("the framework's store", file -> file.startsWith("bundles")));
        assertThat(before).isEqualTo(restarted("the trackers' file", file -> file.endsWith("trackers.json")));
        assertThat(before).isEqualTo(restarted("copies and records", file -> file.startsWith("packages")
                || file.toString().endsWith(".properties") || file.endsWith("bundles.sums")
                || file.endsWith("trackers.json.copy")));
        killed();
        assertThat(before).isEqualTo(restarted("the framework's store after a kill", file -> file.startsWith("bundles")));
        killed();
        // The worst bit of the store: with it two bundles have one id.
        for (Path note : files().filter(file -> file.endsWith("bundle.info")).toList()) {
            Path path = folder.resolve("state").resolve(note);
            // A note that was damaged before need not be text.
            Files.writeString(path, Files.readString(path, StandardCharsets.ISO_8859_1).replaceFirst("^\\d+", "1"),
                    StandardCharsets.ISO_8859_1);
        }
        assertThat(before).isEqualTo(restarted("ids in the framework's store", file -> false));
        for (int i = 0; i < SINGLE_FLIPS; i++) {
            List<Path> files = files().filter(file -> !file.endsWith("token")).toList();
            Path chosen = files.get(random.nextInt(files.size()));
            assertThat(before).isEqualTo(restarted(chosen.toString(), chosen::equals));
        }
    }

    @Test
    void trackers_whose_arguments_are_lost_stay_stopped_and_say_so() throws IOException {
        try (Daemon daemon = start("--no-builtin")) {
            assertThat(daemon.curl("/api/v1/trackers?arg.small=7", "-H", "Content-Type: application/octet-stream",
                    "--data-binary", "@" + Distribution.object("ranged")).status()).isEqualTo(201);
            assertThat(daemon.end().exit()).isZero();
        }
        flip(file -> file.toString().startsWith("trackers.json"));
        for (int i = 0; i < 2; i++) {
            try (Daemon daemon = start("--no-builtin")) {
                Map<String, Object> tracker = daemon.curl("/api/v1/trackers/1").json();
                assertThat(tracker.get("state")).isEqualTo("stopped");
                assertThat(String.valueOf(tracker.get("failure"))).contains("were lost");
                assertThat(KernelObjects.of(daemon.pid()).programs()).isEmpty();
                assertThat(daemon.end().exit()).isZero();
            }
        }
        Files.setPosixFilePermissions(folder.resolve("state"), PosixFilePermissions.fromString("rwxrwxr-x"));
        Outcome open = Distribution.eunomia("server", "--state", folder.resolve("state").toString(), "--listen", "127.0.0.1:0");
        assertThat(open.exit()).isEqualTo(1);
        assertThat(open.err()).contains("may be written by the group", "chmod g-w");
    }

    /** A pipe would keep a reader waiting for ever, a device has no end, and what a link leads to is not the daemon's. */
    @Test
    void a_pipe_or_a_link_in_the_place_of_any_file_keeps_no_daemon_waiting() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "not the daemon's");
        String before;
        try (Daemon daemon = start()) {
            assertThat(daemon.curl("/api/v1/trackers", "-H", "Content-Type: application/octet-stream",
                    "--data-binary", "@" + Distribution.object("ranged")).status()).isEqualTo(201);
            before = trackers(daemon);
            assertThat(daemon.end().exit()).isZero();
        }
        for (List<String> command : List.of(List.of("mkfifo"), List.of("ln", "-s", victim.toString()))) {
            assertThat(replaced(command, file -> file.startsWith("bundles"))).isEqualTo(before);
            assertThat(replaced(command, file -> file.endsWith("bundles.sums") || file.endsWith("trackers.json")
                    || file.startsWith("packages") || file.toString().endsWith(".properties"))).isEqualTo(before);
            for (String next : List.of("bundles.sums", "trackers.json", "trackers.json.copy", "builtin.properties")) {
                make(command, folder.resolve("state").resolve(next + ".new"));
            }
            assertThat(replaced(command, file -> file.endsWith("trackers.json.copy"))).isEqualTo(before);
        }
        assertThat(victim).hasContent("not the daemon's");
        Path lock = folder.resolve("state/lock");
        make(List.of("ln", "-s", "/dev/zero"), lock);
        refused(lock + " is a symbolic link, and /dev/zero may be written by everybody");
        make(List.of("mkfifo"), lock);
        refused(lock + " is a named pipe");
    }

    private void refused(String reason) {
        Outcome refused = Distribution.eunomia("server", "--state", folder.resolve("state").toString(), "--listen", "127.0.0.1:0");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains(reason);
    }

    private String replaced(List<String> command, Predicate<Path> choice) throws IOException {
        for (Path file : files().filter(choice).toList()) {
            Path path = folder.resolve("state").resolve(file);
            Files.delete(path);
            make(command, path);
        }
        return restarted(command.toString(), file -> false);
    }

    private static void make(List<String> command, Path path) throws IOException {
        Files.deleteIfExists(path);
        List<String> words = new ArrayList<>(command);
        words.add(path.toString());
        try (Running running = Running.start(new ProcessBuilder(words))) {
            assertThat(running.finish(Await.LONG).exit()).isZero();
        }
    }

    private void killed() {
        try (Daemon daemon = start()) {
            daemon.running().signal("KILL");
            daemon.running().finish(Await.LONG);
        }
    }

    private String restarted(String damaged, Predicate<Path> choice) throws IOException {
        flip(choice);
        try (Daemon daemon = start()) {
            String after = trackers(daemon);
            Outcome end = daemon.end();
            assertThat(end.exit()).as("%s, seed %d: %s", damaged, SEED, end).isZero();
            return after;
        } catch (AssertionError e) {
            throw new AssertionError("damaged: " + damaged + ", seed " + SEED, e);
        }
    }

    private Daemon start(String... flags) {
        return Daemon.start(folder.resolve("state"), flags);
    }

    private void flip(Predicate<Path> choice) throws IOException {
        for (Path file : files().filter(choice).toList()) {
            Path path = folder.resolve("state").resolve(file);
            byte[] content = Files.readAllBytes(path);
            if (content.length > 0) {
                content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(path, content);
            }
        }
    }

    /** Relative to the state folder. */
    private Stream<Path> files() throws IOException {
        Path state = folder.resolve("state");
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(Files::isRegularFile).map(state::relativize).sorted().toList().stream();
        }
    }

    private static String trackers(Daemon daemon) {
        StringBuilder text = new StringBuilder();
        for (Object each : new Api(daemon).trackers()) {
            Map<?, ?> tracker = (Map<?, ?>) each;
            text.append(tracker.get("id")).append(' ').append(tracker.get("name")).append(' ').append(tracker.get("version"))
                    .append(' ').append(tracker.get("state")).append(' ').append(tracker.get("options")).append('\n');
        }
        return text.toString();
    }
}
