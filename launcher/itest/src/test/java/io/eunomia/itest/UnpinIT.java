package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is pinned is shown, and removed unless somebody uses it; without a daemon, in a folder of the test's own. */
@Tag("kernel")
class UnpinIT {
    private static final String ID = "0123456789abcdef";
    private static final Path BPF = Path.of("/sys/fs/bpf");
    private static final Path BY_NAME = BPF.resolve("eunomia_itest_pinned");
    private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rwx------"));

    private final Path root = BPF.resolve("eunomia_unpin_" + ProcessHandle.current().pid());
    private final Path own = root.resolve(ID);
    private final Path pin = own.resolve("1/eunomia_itest_pinned");

    @TempDir
    private Path folder;
    private Path state;

    @BeforeEach
    void makeState() throws IOException {
        state = Files.createDirectory(folder.toRealPath().resolve("state"), OWNER_ONLY);
        Files.writeString(state.resolve("id"), ID + '\n');
        Files.deleteIfExists(BY_NAME);
    }

    @AfterEach
    void clean() throws IOException {
        for (Path path : List.of(BY_NAME, pin, pin.getParent(), own.resolve("state"), own, root)) {
            Files.deleteIfExists(path);
        }
    }

    private String rootOption() {
        return "EUNOMIA_OPTS=-Deunomia.persist.root=" + root;
    }

    private Outcome eunomia(String... words) {
        ProcessBuilder command = Distribution.command(words);
        command.environment().put("EUNOMIA_OPTS", "-Deunomia.persist.root=" + root);
        try (Running running = Running.start(command)) {
            return running.finish(Await.LONG);
        }
    }

    /** Puts a map that a running tracker has pinned by its name where trackers' pins are. */
    private void pin() throws IOException {
        for (Path level : List.of(root, own, pin.getParent())) {
            Files.createDirectory(level, OWNER_ONLY);
        }
        Files.createSymbolicLink(own.resolve("state"), state);
        Files.move(BY_NAME, pin);
    }

    @Test
    void what_is_pinned_is_shown_and_goes_only_when_nobody_uses_it() throws IOException {
        try (Daemon daemon = Daemon.startBy(List.of("env", rootOption()), state, "--no-builtin")) {
            assertThat(daemon.eunomia("start", Distribution.object("pinned").toString()).exit()).isZero();
            pin();
            String shown = "tracker 1 since " + Files.getLastModifiedTime(pin).toInstant().toString().substring(0, 19)
                    + "Z (1 pin) of " + state;
            assertThat(eunomia("doctor").out()).contains(ID, shown).doesNotContain("orphan");
            assertThat(daemon.curl("/api/v1/kernel").body()).contains("\"topic\":\"pinned\",\"name\":\"" + ID, shown);

            Outcome running = eunomia("unpin", ID.substring(0, 4));
            assertThat(running.exit()).isEqualTo(1);
            assertThat(running.err()).contains(ID, "in use by the daemon with process id " + daemon.pid(), "eunomia stop");

            // As the daemon of a container looks from outside: its state folder is not there, but it has the map open.
            Files.delete(own.resolve("state"));
            Files.createSymbolicLink(own.resolve("state"), folder.resolve("not here"));
            assertThat(daemon.curl("/api/v1/kernel").body()).contains("orphan: tracker 1 since ", "eunomia unpin " + ID);
            Outcome used = eunomia("unpin", "--orphans");
            assertThat(used.exit()).isEqualTo(1);
            assertThat(used.err()).contains("is in use: process " + daemon.pid());
            assertThat(pin).exists();
            Files.delete(own.resolve("state"));
            Files.createSymbolicLink(own.resolve("state"), state);
        }
        Outcome removed = eunomia("unpin", "--state", state.toString());
        assertThat(removed.exit()).as(removed.err()).isZero();
        assertThat(removed.out()).contains(ID, "removed\n  " + pin);
        assertThat(root).doesNotExist();
    }
}
