package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.KernelObjects;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that nobody here wrote, cut out of Debian's libbpf-tools: sent as bare objects, and decoded with nothing but
 * the BTF inside them.
 */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignObjectsIT {
    private static final String COMM = "eunomia-mark";

    private Path folder;
    private Daemon daemon;
    private Path program;

    /** Makes happen what the tool traces; may be called again until it is seen. @return what its event must hold */
    @FunctionalInterface
    interface Stimulus {
        String make() throws IOException;
    }

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        program = Files.copy(Path.of("/bin/true"), folder.resolve(COMM));
        daemon = Daemon.start(folder.resolve("state"), "--no-builtin");
    }

    @AfterAll
    void end() {
        daemon.close();
    }

    List<Arguments> tools() {
        return List.of(
                Arguments.of("opensnoop", (Stimulus) () -> {
                    Path file = folder.resolve("opened");
                    Files.writeString(file, "x");
                    return file.toString();
                }),
                Arguments.of("execsnoop", (Stimulus) this::runProgram),
                Arguments.of("exitsnoop", (Stimulus) this::runProgram),
                Arguments.of("tcpstates", (Stimulus) ForeignObjectsIT::connect),
                Arguments.of("tcplife", (Stimulus) ForeignObjectsIT::connect),
                Arguments.of("mountsnoop", (Stimulus) () -> {
                    ran("unshare", "-m", "mount", "-t", "tmpfs", "eunomia-src", folder.toString());
                    return "eunomia-src";
                }),
                Arguments.of("sigsnoop", (Stimulus) () -> {
                    try (Running victim = Running.start(new ProcessBuilder("sleep", "60"))) {
                        victim.signal("USR2");
                        return ":" + victim.pid();
                    }
                }),
                Arguments.of("statsnoop", (Stimulus) () -> {
                    ran("stat", "-f", folder.resolve("looked-at").toString());
                    return "looked-at";
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tools")
    void is_listed_and_its_events_are_decoded_by_btf_alone(String tool, Stimulus stimulus) throws IOException {
        Path object = folder.resolve(tool + ".bpf.o");
        byte[] binary = Files.readAllBytes(Path.of(System.getProperty("eunomia.test.tools"), "libbpf-tools", tool));
        Files.write(object, ElfObject.carve(binary).get(0));

        Daemon.Reply started = daemon.curl("/api/v1/trackers?name=" + tool, "-H", "Content-Type: application/octet-stream",
                "--data-binary", "@" + object);
        assertThat(started.status()).as(started.body()).isEqualTo(201);
        Object id = started.json().get("id");
        assertThat(daemon.eunomia("list").out()).containsPattern(id + " +" + tool + " +\\S+ +running");

        try (Running events = daemon.curling("/api/v1/trackers/" + id + "/events", "-H", "Accept: application/x-ndjson")) {
            Await.until("an event of " + tool, Await.LONG, () -> saw(events, stimulus),
                    () -> events.out().lines().limit(5).toList() + daemon.log());
        }
        KernelObjects held = KernelObjects.of(daemon.pid());
        assertThat(daemon.eunomia("stop", tool, "--remove").exit()).isZero();
        held.minus(KernelObjects.of(daemon.pid())).awaitGone();
    }

    private static boolean saw(Running events, Stimulus stimulus) {
        try {
            String wanted = stimulus.make();
            return events.out().lines().anyMatch(line -> line.startsWith("{") && line.contains(wanted));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String runProgram() {
        ran(program.toString());
        return COMM;
    }

    private static String connect() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket peer = server.accept()) {
            client.getOutputStream().write(1);
            peer.getInputStream().read();
            return String.valueOf(server.getLocalPort());
        }
    }

    private static void ran(String... words) {
        try (Running running = Running.start(new ProcessBuilder(words))) {
            running.finish(Await.LONG);
        }
    }
}
