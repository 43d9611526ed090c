package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Packages;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Version 1 of the HTTP interface, from a package to streams of real events. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpIT {
    private static final String TRACKERS = "/api/v1/trackers";
    private static final int OPENS = 200;

    private Path folder;
    private Path object;
    private Daemon daemon;
    private int id;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        object = Distribution.object("opens");
        daemon = Daemon.start(folder.resolve("state"), "--no-builtin");
        Daemon.Reply reply = daemon.curl(TRACKERS, "-H", "Content-Type: application/json", "-d", version("1.0.0"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        id = (Integer) reply.json().get("id");
    }

    @AfterAll
    void end() {
        daemon.close();
    }

    private String version(String version) {
        return Packages.json(Map.of("eunomia", 1, "name", "opens", "version", version, "data",
                Base64.getEncoder().encodeToString(Distribution.bytes(object)), "events",
                List.of(Map.of("map", "rb", "name", "open", "fields", List.of("pid", "filename")))));
    }

    private String events(String prefix) {
        return TRACKERS + '/' + id + "/events?limit=" + OPENS + "&filter=(filename=" + folder.resolve(prefix) + "*)";
    }

    private int subscribers() {
        return ((List<?>) daemon.curl(TRACKERS + '/' + id + "/stats").json().get("subscribers")).size();
    }

    private List<String> open(String prefix) throws IOException {
        List<String> names = IntStream.range(0, OPENS).mapToObj(i -> folder.resolve(prefix + i).toString()).toList();
        for (String name : names) {
            Files.createFile(Path.of(name));
        }
        return names;
    }

    @Test
    void every_open_comes_exactly_once_as_lines_of_json() throws IOException {
        int before = subscribers();
        try (Running curl = daemon.curling(events("line-"))) {
            Await.until("the stream is subscribed", () -> subscribers() > before);
            List<String> opened = open("line-");
            List<String> seen = new ArrayList<>();
            for (String line : curl.finish(Await.LONG).out().lines().filter(one -> one.startsWith("{\"@timestamp\"")).toList()) {
                Map<String, Object> event = JSON.std.mapFrom(line);
                assertThat(event).containsEntry("pid", (int) ProcessHandle.current().pid())
                        .containsEntry("@stream", "open");
                seen.add((String) event.get("filename"));
            }
            assertThat(seen).isEqualTo(opened);
        }
    }

    @Test
    void every_open_comes_exactly_once_as_server_sent_events() throws IOException {
        int before = subscribers();
        try (Running curl = daemon.curling(events("sent-"), "-H", "Accept: text/event-stream")) {
            Await.until("the stream is subscribed", () -> subscribers() > before);
            List<String> opened = open("sent-");
            String out = curl.finish(Await.LONG).out();
            List<Long> ids = out.lines().filter(line -> line.startsWith("id: "))
                    .map(line -> Long.parseLong(line.substring(line.indexOf('-') + 1))).toList();
            assertThat(ids).hasSize(OPENS).doesNotHaveDuplicates().isSorted();
            assertThat(opened).allMatch(name -> out.contains("\"filename\":\"" + name + '"'));
        }
    }

    /** As a browser does it, whose connection breaks every few events. */
    @Test
    void a_client_whose_connection_keeps_breaking_misses_nothing() throws Exception {
        List<String> seen = new ArrayList<>();
        Thread opener = new Thread(() -> {
            try {
                open("again-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, "opener");
        String last = "";
        do {
            List<String> words = new ArrayList<>(List.of("-H", "Accept: text/event-stream"));
            if (!last.isEmpty()) {
                words.addAll(List.of("-H", "Last-Event-ID: " + last));
            }
            try (Running curl = daemon.curling(events("again-"), words.toArray(String[]::new))) {
                Await.until("the head", Await.LONG, () -> curl.out().startsWith("retry"), curl::err);
                if (last.isEmpty()) {
                    opener.start();
                }
                int before = seen.size();
                Await.until("a few events", Await.LONG, () -> ids(curl.out()).size() >= Math.min(17, OPENS - before), curl::err);
                curl.process().destroyForcibly();
                String out = curl.out().substring(0, curl.out().lastIndexOf("\n\n") + 2);
                assertThat(out).doesNotContain("missed");
                out.lines().filter(line -> line.startsWith("data: {\"@timestamp\""))
                        .map(line -> line.replaceAll(".*/(again-[0-9]+)\".*", "$1")).forEach(seen::add);
                last = ids(out).get(ids(out).size() - 1);
            }
        } while (seen.size() < OPENS);
        opener.join();
        assertThat(seen).isEqualTo(IntStream.range(0, OPENS).mapToObj(i -> "again-" + i).toList());
    }

    private static List<String> ids(String events) {
        return events.lines().filter(line -> line.startsWith("id: ")).map(line -> line.substring(4)).toList();
    }

    @Test
    void a_client_that_leaves_is_forgotten_though_nothing_happens() {
        int before = subscribers();
        try (Running curl = daemon.curling(events("nothing-"))) {
            Await.until("the stream is subscribed", () -> subscribers() > before);
            curl.process().destroyForcibly();
            Await.until("the subscription is gone", () -> subscribers() == before);
        }
    }

    @Test
    void an_update_is_told_in_the_stream_and_loses_no_event() throws IOException {
        int before = subscribers();
        try (Running curl = daemon.curling(events("update-"))) {
            Await.until("the stream is subscribed", () -> subscribers() > before);
            List<String> opened = new ArrayList<>();
            for (int i = 0; i < OPENS; i++) {
                if (i == OPENS / 2) {
                    Daemon.Reply receipt = daemon.curl(TRACKERS + '/' + id, "-X", "PUT", "-H",
                            "Content-Type: application/json", "-d", version("1.1.0"));
                    assertThat(receipt.status()).as(receipt.body()).isEqualTo(200);
                    assertThat(receipt.json()).containsEntry("from", "1.0.0").containsEntry("to", "1.1.0")
                            .containsEntry("mode", "slot").containsEntry("lost", 0);
                }
                opened.add(Files.createFile(folder.resolve("update-" + i)).toString());
            }
            String out = curl.finish(Await.LONG).out();
            assertThat(out).contains("{\"@notice\":\"updated\"");
            assertThat(opened).allSatisfy(name -> assertThat(out.split("\"" + name + "\"", -1)).hasSize(2));
        }
        assertThat((List<?>) daemon.curl(TRACKERS + '/' + id).json().get("updates")).isNotEmpty();
    }

    @Test
    void the_kernel_and_a_plan_are_told() {
        assertThat(daemon.curl("/api/v1/kernel").json()).containsEntry("usable", true);
        Map<String, Object> plan = daemon.curl("/api/v1/plan", "-H", "Content-Type: application/octet-stream",
                "--data-binary", "@" + object).json();
        assertThat(plan).containsEntry("runnable", true).containsEntry("format", "object");
        assertThat(plan.get("streams").toString()).contains("struct=event", "filename");
    }

    @Test
    void documents_are_served() {
        assertThat(daemon.curl("/openapi.json").json()).containsEntry("openapi", "3.1.0");
        assertThat(daemon.curl("/api/v1/package.schema.json").json()).containsEntry("$id", "urn:eunomia:package:1");
    }

    @Test
    void a_package_that_requires_what_the_kernel_lacks_is_refused_before_it_is_loaded() {
        Map<String, Object> own = Map.of("eunomia", 1, "name", "later", "requires", Map.of("kernel", "99.0"), "data",
                Base64.getEncoder().encodeToString(Distribution.bytes(object)));
        Daemon.Reply reply = daemon.curl(TRACKERS, "-H", "Content-Type: application/json", "-d", Packages.json(own));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json()).containsEntry("kind", "unsupported");
        assertThat(reply.json().get("detail").toString()).contains("99.0");
    }
}
