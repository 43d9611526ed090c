package io.eunomia.bench.overhead;

import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Child;
import io.eunomia.bench.host.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** nginx on loopback, and wrk that asks it. Owns nginx. */
final class WebServer implements AutoCloseable {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

    private final Child nginx;
    private final String wrk;
    private final String url;

    WebServer(Bench bench, String nginxProgram, String wrk) throws IOException {
        this.wrk = wrk;
        Path folder = bench.folder("nginx");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port + "/index.html";
        Files.writeString(folder.resolve("index.html"), "x".repeat(612));
        Files.writeString(folder.resolve("nginx.conf"), """
                user root; daemon off; worker_processes 1; pid DIR/pid; error_log DIR/error.log;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path DIR/b; proxy_temp_path DIR/p; fastcgi_temp_path DIR/f; uwsgi_temp_path DIR/u; scgi_temp_path DIR/s;
                  server { listen 127.0.0.1:PORT; root DIR; }
                }
                """.replace("DIR", folder.toString()).replace("PORT", Integer.toString(port)));
        nginx = Child.start(List.of(nginxProgram, "-p", folder.toString(), "-c", folder.resolve("nginx.conf").toString()));
        awaitAnswer(port);
    }

    private void awaitAnswer(int port) throws IOException {
        for (int i = 0; ; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                return;
            } catch (IOException e) {
                if (i == 100) {
                    throw new IOException("nginx does not listen: " + nginx.said(), e);
                }
                Pause.millis(50);
            }
        }
    }

    /** @return requests a second */
    double ask(int millis) {
        int seconds = Math.max(1, millis / 1000);
        String said = Child.run(Duration.ofSeconds(seconds + 20), List.of(wrk, "-t1", "-c16", "-d" + seconds + "s", url));
        Matcher matcher = RATE.matcher(said);
        if (!matcher.find() || said.contains("Non-2xx")) {
            throw new IllegalStateException("wrk: " + said + nginx.said());
        }
        return Double.parseDouble(matcher.group(1));
    }

    @Override
    public void close() {
        nginx.close();
    }
}
