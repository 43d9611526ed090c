package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams behind nginx as it comes, which buffers and compresses what does not forbid it. */
@Tag("kernel")
class ProxyIT {
    private static final Path NGINX = Path.of(System.getProperty("eunomia.test.tools")).resolveSibling("bench-tools-1/bin/nginx");
    private static final String CONFIGURATION = """
            daemon off; master_process off; pid nginx.pid; error_log stderr;
            events { }
            http {
                access_log off; gzip on; gzip_proxied any; gzip_types *;
                client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
                server { listen 127.0.0.1:%d; location / { proxy_http_version 1.1; proxy_pass %s; } }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void each_event_passes_at_once_and_the_end_is_told() throws IOException {
        assumeTrue(Files.isExecutable(NGINX), "no nginx: cnf/fetch-bench-tools gets it");
        int port = freePort();
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            int id = Api.id(new Api(daemon).install(Distribution.bytes(Distribution.object("opens"))));
            Files.writeString(folder.resolve("nginx.conf"), CONFIGURATION.formatted(port, daemon.url()));
            try (Running nginx = Running.start(new ProcessBuilder(NGINX.toString(), "-p", folder.toString(), "-c",
                    folder.resolve("nginx.conf").toString()))) {
                Await.until("nginx", Await.LONG, () -> listens(port), nginx::err);
                for (String format : new String[] {"sse", "ndjson"}) {
                    follow(daemon, port, "/api/v1/trackers/" + id + "/events?limit=3&format=" + format);
                }
            }
        }
    }

    private void follow(Daemon daemon, int port, String path) throws IOException {
        String filter = "&filter=(filename=" + folder.resolve("seen-") + "*)";
        String direct = URI.create(daemon.url()).getAuthority();
        try (Running curl = daemon.curling(path + filter, "--compressed", "--connect-to", direct + ":127.0.0.1:" + port, "-D",
                "/dev/stderr")) {
            Await.until("the head", Await.LONG, () -> curl.err().contains("\r\n\r\n"), curl::err);
            assertThat(curl.err()).contains("Server: nginx");
            for (int i = 0; i < 3; i++) {
                String name = folder.resolve("seen-" + i).toString();
                Files.write(Path.of(name), new byte[0]);
                Await.until("event " + i, Await.LONG, () -> curl.out().contains(name), curl::err);
            }
            Outcome outcome = curl.finish(Await.LONG);
            assertThat(outcome.exit()).as(outcome.toString()).isZero();
            assertThat(outcome.out()).contains("\"reason\":\"limit\"");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
