package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Packages;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes a daemon whose trackers are updated meanwhile, and its own checker finds nothing wrong with the page. */
@Tag("kernel")
class MetricsIT {
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final String OWN = "arg.target_pid=" + ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    private static Path tool(String name) {
        return FetchedTool.require("test-prometheus-1/bin/" + name, "no Prometheus here: cnf/fetch-prometheus gets it");
    }

    private static byte[] counted(String version) {
        return Packages.own("counted", version, Distribution.object("counted"), Map.of("displays", List.of(
                Map.of("name", "opens", "map", "percpu", "kind", "counter", "metric", Map.of("name", "counted_opens_total", "help", "Opens of files")),
                Map.of("name", "sizes", "map", "hists", "kind", "log2", "buckets", "slots", "unit", "us", "metric",
                        Map.of("name", "counted_size_seconds", "scale", 1e-6)))));
    }

    @Test
    void prometheus_scrapes_numbers_that_never_go_back() throws Exception {
        Path prometheus = tool("prometheus");
        Path state = folder.resolve("state");
        try (Daemon daemon = Daemon.start(state, "--no-builtin")) {
            Api api = new Api(daemon);
            int id = Api.id(api.install(counted("1.0.0"), OWN));
            assertThat(checked(daemon).exit()).isZero();
            try (Running scraping = start(prometheus, daemon, state)) {
                String url = "http://127.0.0.1:" + port;
                Await.until("the first scrape", Await.LONG, () -> value(url, "up").filter(up -> up == 1).isPresent(), scraping::err);
                int made = 0;
                for (int round = 1; round <= 4; round++) {
                    DisplaysIT.open(50);
                    made += 50;
                    double now = made;
                    Await.until(made + " opens", Await.LONG, () -> value(url, "counted_opens_total").filter(value -> value == now).isPresent(),
                            () -> value(url, "counted_opens_total") + " " + daemon.curl("/metrics").body());
                    // The new version begins with empty maps.
                    assertThat(api.update(id, counted("1." + round + ".0")).status()).isEqualTo(200);
                }
                assertThat(value(url, "resets(counted_opens_total[5m])")).contains(0.0);
                assertThat(value(url, "counted_size_seconds_bucket{le=\"+Inf\"}")).contains((double) made);
                assertThat(value(url, "resets(eunomia_program_runs_total[5m])")).contains(0.0);
                assertThat(value(url, "eunomia_program_runs_total > 0")).isPresent();
                assertThat(value(url, "eunomia_trackers{state=\"running\"}")).contains(1.0);
                assertThat(value(url, "up")).contains(1.0);
            }
            assertThat(checked(daemon)).satisfies(checked -> assertThat(checked.exit()).as(checked.out() + checked.err()).isZero());
        }
    }

    @Test
    void the_page_is_what_is_accepted_and_for_who_has_the_token() {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            assertThat(daemon.curl("/metrics", "-D", "-").body()).contains("text/plain; version=0.0.4", "# TYPE eunomia_trackers gauge");
            assertThat(daemon.curl("/metrics", "-D", "-", "-H", "Accept: application/openmetrics-text; version=1.0.0").body())
                    .contains("application/openmetrics-text").endsWith("# EOF");
            assertThat(daemon.curl("/metrics?format=json").status()).isEqualTo(400);
            Outcome stranger = Running.start(new ProcessBuilder("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", daemon.url() + "/metrics")).finish(TIME);
            assertThat(stranger.out()).isEqualTo("401");
        }
    }

    /** Asks Prometheus' own checker what it thinks of the page. */
    private static Outcome checked(Daemon daemon) {
        Running promtool = Running.start(new ProcessBuilder(tool("promtool").toString(), "check", "metrics"));
        try (OutputStream in = promtool.process().getOutputStream()) {
            in.write((daemon.curl("/metrics").body() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return promtool.finish(TIME);
    }

    private int port;

    private Running start(Path prometheus, Daemon daemon, Path state) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 250ms, scrape_timeout: 250ms}
                scrape_configs:
                  - job_name: eunomia
                    authorization: {credentials_file: %s}
                    static_configs: [{targets: ["%s"]}]
                """.formatted(state.resolve("token"), URI.create(daemon.url()).getAuthority()));
        return Running.start(new ProcessBuilder(prometheus.toString(), "--config.file=" + configuration, "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port));
    }

    private static java.util.Optional<Double> value(String url, String query) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))).build();
            JsonNode result = new ObjectMapper().readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body()).path("data").path("result");
            return result.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(result.get(0).path("value").get(1).asDouble());
        } catch (IOException e) {
            // It is not up yet.
            return java.util.Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
