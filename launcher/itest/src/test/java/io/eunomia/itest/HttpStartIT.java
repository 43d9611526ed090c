package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.KernelObjects;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose HTTP does not come up, or not yet. */
@Tag("kernel")
class HttpStartIT {
    /** Felix reads them as framework properties. */
    private static final List<String> NEVER = List.of("env", "EUNOMIA_OPTS=-Dorg.apache.felix.http.enable=false");
    private static final List<String> FAILS = List.of("env", "EUNOMIA_OPTS=-Deunomia.limit.streams=many");

    @TempDir
    private Path folder;

    /** Who answered in its place would be shown the token. */
    @Test
    void nobody_else_can_take_the_port_and_sigterm_ends_it_in_order() throws IOException {
        int port = freePort();
        Path config = Files.writeString(folder.resolve("eunomia.toml"), "listen = \"127.0.0.1:" + port + "\"\n");
        try (Running daemon = Running.start(daemon(NEVER, "--config", config.toString()))) {
            Await.until("the trackers to be loaded, which comes before HTTP", Await.LONG,
                    () -> KernelObjects.of(daemon.pid()).programs().size() > 3, daemon::err);
            KernelObjects held = KernelObjects.of(daemon.pid());
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> {
                try (ServerSocket thief = new ServerSocket()) {
                    thief.setReuseAddress(true);
                    thief.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                }
            });
            daemon.signal("TERM");
            Outcome end = daemon.finish(Daemon.END_TIME);
            assertThat(end.exit()).as(end.err()).isZero();
            assertThat(end.out()).doesNotContain("ready");
            held.awaitGone();
        }
    }

    @Test
    void a_component_that_fails_is_named_with_its_reason() {
        try (Running daemon = Running.start(daemon(FAILS, "--listen", "127.0.0.1:0", "--no-builtin"))) {
            Outcome end = daemon.finish(Await.LONG);
            assertThat(end.exit()).as(end.err()).isEqualTo(1);
            assertThat(end.out()).doesNotContain("ready");
            assertThat(end.err().lines().filter(line -> line.startsWith("eunomia: "))).containsExactly(
                    "eunomia: HTTP cannot start: eunomia.limit.streams is \"many\"; a number from 1 to 65536 is expected");
        }
    }

    private ProcessBuilder daemon(List<String> by, String... flags) {
        List<String> words = new ArrayList<>(List.of("server", "--state", folder.resolve("state").toString()));
        words.addAll(List.of(flags));
        ProcessBuilder plain = Distribution.command(words.toArray(String[]::new));
        List<String> all = new ArrayList<>(by);
        all.addAll(plain.command());
        return plain.command(all);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
