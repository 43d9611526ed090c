package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.KernelObjects;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Packages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eunomia server --watch}: files come, change and go, and so do their trackers. */
@Tag("kernel")
class WatchIT {
    private static final byte[] OPENS = Distribution.bytes(Distribution.object("opens"));
    private static final byte[] REFUSED = Distribution.bytes(Distribution.object("refused"));

    @TempDir
    private Path folder;
    private Path watched;

    @BeforeEach
    void folder() {
        watched = folder.resolve("watched");
    }

    @Test
    void a_file_is_started_replaced_and_removed() throws IOException {
        try (Daemon daemon = daemon()) {
            Path file = drop("opens.bpf.o", OPENS);
            awaitList(daemon, "opens", "running", "watched " + file);
            Set<String> first = KernelObjects.of(daemon.pid()).programs();
            assertThat(first).isNotEmpty();

            drop("opens.bpf.o", REFUSED);
            Await.until("the reason of the bad file", () -> text("opens.bpf.o.error").contains("careless"));
            assertThat(KernelObjects.of(daemon.pid()).programs()).isEqualTo(first);
            assertThat(text("opens.bpf.o.error")).contains("verifier log:");
            assertThat(daemon.eunomia("list").out()).containsPattern("opens was not updated .* ago: .*careless");

            drop("opens.bpf.o", seed());
            Await.until("the mended file to be taken", () -> updates(daemon) == 1);
            Await.until("the reason to be gone", () -> !Files.exists(watched.resolve("opens.bpf.o.error")));
            Set<String> second = KernelObjects.of(daemon.pid()).programs();
            assertThat(second).isNotEqualTo(first);

            Files.delete(file);
            Await.until("the tracker to be gone", () -> !list(daemon).contains("opens"));
            new KernelObjects(second).awaitGone();
        }
    }

    @Test
    void a_jar_goes_through_the_manager_and_what_is_no_package_is_left_alone() throws IOException {
        Path jar;
        try (Stream<Path> jars = Files.list(Distribution.home().resolve("trackers"))) {
            jar = jars.filter(path -> path.getFileName().toString().startsWith("process")).findFirst().orElseThrow();
        }
        try (Daemon daemon = daemon()) {
            drop("notes.txt", new byte[] {1});
            drop("broken.jar", Arrays.copyOf(Distribution.bytes(jar), 1000));
            Path file = drop("process.jar", Distribution.bytes(jar));
            awaitList(daemon, "process", "running", "watched " + file);
            Await.until("the broken jar's reason", () -> !text("broken.jar.error").isBlank());
            assertThat(watched.resolve("notes.txt.error")).doesNotExist();
            assertThat(watched.resolve("process.jar.error")).doesNotExist();

            drop("process.bpf.o", OPENS);
            Await.until("the taken name's reason", () -> text("process.bpf.o.error").contains("\"process\" exists already"));

            Files.delete(file);
            awaitList(daemon, "process", "running", "watched " + watched.toRealPath().resolve("process.bpf.o"));
            Await.until("the reason to be gone", () -> !Files.exists(watched.resolve("process.bpf.o.error")));
        }
    }

    @Test
    void a_slow_writer_ends_up_with_what_it_wrote() throws IOException {
        try (Daemon daemon = daemon()) {
            drop("opens.bpf.o", Arrays.copyOf(OPENS, OPENS.length / 2));
            Await.until("half a file to be refused", () -> !text("opens.bpf.o.error").isBlank());
            Path file = drop("opens.bpf.o", OPENS);
            awaitList(daemon, "opens", "running", "watched " + file);
            Await.until("the reason to be gone", () -> !Files.exists(watched.resolve("opens.bpf.o.error")));
        }
    }

    @Test
    void restarts_start_nothing_twice_and_catch_up() throws IOException {
        try (Daemon daemon = daemon()) {
            drop("same.bpf.o", OPENS);
            drop("gone.bpf.o", OPENS);
            awaitList(daemon, "same", "gone");
            daemon.running().signal("KILL");
            daemon.running().finish(Await.LONG);
        }
        Files.delete(watched.resolve("gone.bpf.o"));
        try (Daemon daemon = daemon()) {
            // The folder is looked through before the ready line.
            assertThat(list(daemon)).contains("same").doesNotContain("gone");
            assertThat(daemon.summary()).startsWith("1 tracker,");
            daemon.end();
        }
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            Files.delete(watched.resolve("same.bpf.o"));
            assertThat(list(daemon)).as("nobody looks at the folder").contains("same", "running");
        }
    }

    @Test
    void a_folder_that_everybody_may_write_is_refused() throws IOException {
        Files.createDirectory(watched);
        Files.setPosixFilePermissions(watched, PosixFilePermissions.fromString("rwxrwxrwx"));
        Outcome outcome = Distribution.eunomia("server", "--state", folder.resolve("state").toString(), "--watch",
                watched.toString());
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("may be written by everybody", "chmod o-w");
    }

    private Daemon daemon() {
        return Daemon.start(folder.resolve("state"), "--no-builtin", "--watch", watched.toString());
    }

    /** As careful people do it: written under a name that is no package's, then renamed. */
    private Path drop(String name, byte[] content) {
        try {
            Path part = Files.write(watched.resolve(name + ".part"), content);
            return Files.move(part, watched.resolve(name), StandardCopyOption.ATOMIC_MOVE).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same program in the form of 2022, whose content is told by more than its size. */
    private static byte[] seed() {
        return Packages.seed("opens", OPENS, List.of("rb"), List.of("handle_openat"))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private String text(String name) {
        try {
            return Files.exists(watched.resolve(name)) ? Files.readString(watched.resolve(name)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitList(Daemon daemon, String... parts) {
        Await.until("in the list: " + String.join(", ", parts), Await.LONG,
                () -> Arrays.stream(parts).allMatch(list(daemon)::contains), () -> list(daemon) + daemon.log());
    }

    private static String list(Daemon daemon) {
        return daemon.curl("/api/v1/trackers").body();
    }

    private static int updates(Daemon daemon) {
        Map<String, Object> tracker = daemon.curl("/api/v1/trackers/1").json();
        return ((List<?>) tracker.get("updates")).size();
    }
}
