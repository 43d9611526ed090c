package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever decides what a daemon loads is refused when another user could have written it. */
@Tag("kernel")
class TrustIT {
    private static final int NOBODY = 65534;
    private static final byte[] OPENS = Distribution.bytes(Distribution.object("opens"));

    @TempDir
    private Path folder;

    @Test
    void files_of_others_are_refused_while_the_daemon_runs() throws IOException {
        Path configured = Files.write(folder.resolve("configured.bpf.o"), OPENS);
        Files.setPosixFilePermissions(configured, PosixFilePermissions.fromString("rw-rw-rw-"));
        Path config = Files.writeString(folder.resolve("c.toml"), "[[tracker]]\nfile = \"configured.bpf.o\"\n");
        Path watched = Files.createDirectory(folder.resolve("watched"));
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin", "--watch", watched.toString(),
                "--config", config.toString())) {
            assertThat(daemon.log()).contains("configured tracker").contains("configured.bpf.o may be written by everybody",
                    "chmod o-w,g-w");

            Path file = Files.write(watched.resolve("his.bpf.o"), OPENS);
            Files.setAttribute(file, "unix:uid", NOBODY);
            Path reason = watched.resolve("his.bpf.o.error");
            Await.until("the reason", () -> Files.exists(reason));
            assertThat(reason).content().contains("belongs to the user", "chown it to root");
            Await.until("the log's line", () -> daemon.log().contains("watched file"));
            assertThat(daemon.log()).containsPattern("watched file .*his.bpf.o belongs to the user .*chown it to root");

            Files.setAttribute(watched, "unix:uid", NOBODY);
            Await.until("the folder to be left alone", () -> daemon.log().contains("is left alone"));
            assertThat(daemon.log()).containsPattern("is left alone.*belongs to the user.*chown it to root");
            assertThat(daemon.curl("/api/v1/trackers").body()).isEqualTo("{\"trackers\":[]}");
        }
    }

    @Test
    void the_token_is_not_shown_to_a_program_of_another_user() throws IOException {
        Path state = Files.createDirectory(folder.resolve("state"));
        Files.writeString(state.resolve("token"), "secret");
        Files.setPosixFilePermissions(state.resolve("token"), PosixFilePermissions.fromString("rw-------"));
        Path classes = Files.createTempDirectory("eunomia-impostor");
        Path copy = classes.resolve("io/eunomia/itest/Impostor.class");
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of("target/test-classes/io/eunomia/itest/Impostor.class"), copy);
        Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Running impostor = Running.start(new ProcessBuilder("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY,
                "--clear-groups", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-cp",
                classes.toString(), "io.eunomia.itest.Impostor"))) {
            Await.until("the impostor", Await.LONG, () -> impostor.out().startsWith("port "), impostor::err);
            String url = "http://127.0.0.1:" + impostor.out().lines().findFirst().orElseThrow().substring("port ".length());
            Outcome refused = Distribution.eunomia("list", "--url", url, "--state", state.toString());
            assertThat(refused.exit()).as(refused.toString()).isEqualTo(3);
            assertThat(refused.err()).contains("of the user with id " + NOBODY, "is not shown the token");
            Files.delete(state.resolve("token"));
            Distribution.eunomia("list", "--url", url, "--state", state.toString());
            Await.until("a client without a token", () -> impostor.out().contains("GET /api/v1/trackers"));
            assertThat(impostor.out()).doesNotContain("secret", "Bearer");
        } finally {
            Files.delete(copy);
        }
    }

    @Test
    void a_configuration_or_a_library_that_others_may_write_is_refused_before_anything_starts() throws IOException {
        Path config = Files.writeString(folder.resolve("c.toml"), "builtin = false\n");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--rw-"));
        Outcome server = Distribution.eunomia("server", "--config", config.toString(), "--state",
                folder.resolve("state").toString());
        assertThat(server.exit()).isEqualTo(2);
        assertThat(server.err()).contains("c.toml may be written by everybody", "chmod o-w");

        Path library = Files.write(folder.resolve("libbpf.so"), likeLibbpf());
        Files.setAttribute(library, "unix:uid", NOBODY);
        for (String command : new String[] {"doctor", "server"}) {
            Outcome outcome = Distribution.eunomia(command, "--libbpf", library.toString());
            assertThat(outcome.exit()).isEqualTo(2);
            assertThat(outcome.err()).contains("libbpf.so belongs to the user", "runs code in this process", "chown it");
        }
    }

    /** What passes for a libbpf until it is opened: an ELF header of a shared object for this machine, and a name. */
    private static byte[] likeLibbpf() {
        byte[] name = "bpf_object__open_mem".getBytes(StandardCharsets.US_ASCII);
        int machine = System.getProperty("os.arch").equals("aarch64") ? 183 : 62;
        return ByteBuffer.allocate(64 + name.length).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 0x464c457f)
                .putShort(16, (short) 3).putShort(18, (short) machine).put(64, name).array();
    }
}
