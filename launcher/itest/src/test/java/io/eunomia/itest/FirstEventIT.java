package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.testkit.Api;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Trackers are started while their events come without pause: whoever was named with the start gets event number 1. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstEventIT {
    private static final List<Integer> FIRST = List.of(1, 2, 3);
    private static final String OBJECT = Distribution.object("opens").toString();

    private Path folder;
    private Daemon daemon;
    private Running opens;

    /** A shell that opens a file without pause. */
    @BeforeAll
    void flood(@TempDir Path given) {
        folder = given;
        opens = Running.start(new ProcessBuilder("sh", "-c", "while :; do : </dev/null; done"));
        daemon = Daemon.start(folder.resolve("state"), "--no-builtin");
    }

    @AfterAll
    void end() {
        opens.close();
        daemon.close();
    }

    @Test
    void in_the_foreground() throws IOException {
        Outcome run = Distribution.eunomia("run", OBJECT, "-o", "json", "--limit", "3");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(numbers(run.out())).isEqualTo(FIRST);
    }

    @Test
    void in_a_file() throws IOException {
        Path file = folder.resolve("events.json");
        Api api = new Api(daemon);
        Daemon.Reply started = daemon.curl("/api/v1/trackers?name=exported&export=file&export.file.path=" + file
                + "&export.file.format=json", "-H", "Content-Type: application/octet-stream", "--data-binary", "@" + OBJECT);
        assertThat(started.status()).as(started.body()).isEqualTo(201);
        assertThat(api.remove(Api.id(started)).status()).isEqualTo(204);
        assertThat(numbers(Files.readString(file))).startsWith(1, 2, 3);
    }

    @Test
    void in_the_answer_to_the_request_that_starts_it() throws IOException {
        Daemon.Reply reply = daemon.curl("/api/v1/trackers?follow&limit=3&name=followed", "-H",
                "Content-Type: application/octet-stream", "-H", "Accept: application/x-ndjson", "--data-binary", "@" + OBJECT);
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(numbers(reply.body())).isEqualTo(FIRST);
        Api api = new Api(daemon);
        int id = id(api, "followed");
        assertThat(api.action(id, "stop").status()).isEqualTo(200);
        long before = read(api, id);
        Daemon.Reply again = daemon.curl("/api/v1/trackers/" + id + "/start?follow=true&limit=1", "-X", "POST", "-H",
                "Accept: application/x-ndjson");
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(numbers(again.body())).containsExactly((int) before + 1);
        Daemon.Reply unfit = daemon.curl("/api/v1/trackers?follow&filter=nowhere%3D1&name=unfit", "-H",
                "Content-Type: application/octet-stream", "--data-binary", "@" + OBJECT);
        assertThat(unfit.status()).as(unfit.body()).isEqualTo(400);
        assertThat(unfit.body()).contains("nowhere");
        assertThat(api.trackers()).noneMatch(one -> "unfit".equals(((Map<?, ?>) one).get("name")));
        Daemon.Reply unknown = daemon.curl("/api/v1/trackers?follow&fields=nowhere&name=unknown", "-H",
                "Content-Type: application/octet-stream", "--data-binary", "@" + OBJECT);
        assertThat(unknown.status()).as(unknown.body()).isEqualTo(400);
        assertThat(unknown.body()).contains("nowhere", "tracker " + id(api, "unknown") + " runs all the same");
    }

    @Test
    void on_the_command_line() throws IOException {
        Outcome started = daemon.eunomia("start", OBJECT, "--name", "commanded", "--follow", "-o", "json", "--limit", "3");
        assertThat(started.exit()).as(started.err()).isZero();
        assertThat(numbers(started.out())).isEqualTo(FIRST);
        Outcome mistaken = daemon.eunomia("start", "commanded", "--follow", "--json");
        assertThat(mistaken.exit()).isEqualTo(2);
        assertThat(mistaken.err()).contains("-o json");
    }

    private static int id(Api api, String name) {
        return api.trackers().stream().map(one -> (Map<?, ?>) one).filter(one -> name.equals(one.get("name")))
                .map(one -> (Integer) one.get("id")).findFirst().orElseThrow();
    }

    private static long read(Api api, int id) {
        List<?> streams = (List<?>) api.stats(id).json().get("streams");
        return ((Number) ((Map<?, ?>) streams.get(0)).get("read")).longValue();
    }

    /** Of the events; notices have none. */
    private static List<Integer> numbers(String lines) throws IOException {
        List<Integer> numbers = new java.util.ArrayList<>();
        for (String line : lines.lines().toList()) {
            Map<String, Object> event = JSON.std.mapFrom(line);
            if (event.get("@sequence") instanceof Integer number) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
