package io.eunomia.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.http.internal.RawRequest.Reply;
import io.eunomia.runtime.event.EventId;
import io.eunomia.runtime.event.Notice;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {
    private static final String EVENTS = "/api/v1/trackers/1/events";

    @TempDir
    private static Path directory;
    private static TestServer shared;
    private TestServer server;

    @BeforeAll
    static void start() throws Exception {
        shared = new TestServer(directory, Map.of("eunomia.limit.streams", "3"));
    }

    @AfterAll
    static void stop() throws Exception {
        shared.close();
    }

    @BeforeEach
    void reset() {
        server = shared;
        server.manager.trackers.clear();
        server.manager.trackers.add(new FakeTracker(1, "process"));
    }

    /**
     * Opens a stream that is subscribed, which it is when its head has come. A place becomes free a moment after its
     * client has seen the end, so it may have to be asked for again.
     */
    private Following follow(String query, String accept) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Following stream = open(query, accept);
        while (stream.head().startsWith("HTTP/1.1 503") && System.nanoTime() < deadline) {
            stream.close();
            stream = open(query, accept);
        }
        assertThat(stream.head()).startsWith("HTTP/1.1 200").contains("chunked", "X-Accel-Buffering: no", "no-transform");
        return stream;
    }

    private Following open(String query, String accept) throws Exception {
        server.manager.tracker(1).subscriptions.removeIf(one -> one.closed.getCount() == 0);
        return new Following(server.request("GET", EVENTS + query).header("Accept", accept).open());
    }

    private FakeSubscription subscription(int index) {
        return server.manager.tracker(1).subscriptions.get(index);
    }

    @Test
    void events_and_notices_come_as_lines_of_json() throws Exception {
        try (Following stream = follow("", "*/*")) {
            assertThat(stream.head()).contains("application/x-ndjson");
            subscription(0).event(7);
            subscription(0).notice(new Notice.Dropped(5));
            assertThat(stream.line()).endsWith("\"@stream\":\"numbers\",\"@sequence\":1,\"number\":7}");
            assertThat(stream.line()).startsWith("{\"@notice\":\"dropped\",\"count\":5");
        }
    }

    @Test
    void server_sent_events_have_ids_and_names() throws Exception {
        try (Following stream = follow("", "text/event-stream")) {
            assertThat(stream.head()).contains("text/event-stream");
            subscription(0).event(7);
            subscription(0).notice(new Notice.Updated("1", "2"));
            assertThat(stream.lines(9)).containsExactly("retry: 1000", "", "id: k3-1", "event: numbers",
                    "data: {\"@timestamp\":\"1970-01-01T00:00:00.000000000Z\",\"@stream\":\"numbers\",\"@sequence\":1,"
                            + "\"number\":7}",
                    "", "event: updated",
                    "data: {\"@notice\":\"updated\",\"from\":\"1\",\"to\":\"2\",\"text\":\"updated from 1 to 2\"}", "");
        }
    }

    @Test
    void who_comes_again_says_what_it_has_seen() throws Exception {
        try (Following stream = new Following(server.request("GET", EVENTS + "?from=k3-4").header("Accept", "text/event-stream")
                .header("Last-Event-ID", "k3-7").open())) {
            assertThat(stream.head()).startsWith("HTTP/1.1 200").contains("Eunomia-Epoch: k3");
            assertThat(server.manager.tracker(1).lastSubscription.after()).contains(new EventId("k3", 7));
        }
        try (Following stream = follow("?from=k3-4", "*/*")) {
            assertThat(stream.head()).contains("ndjson");
            assertThat(server.manager.tracker(1).lastSubscription.after()).contains(new EventId("k3", 4));
        }
        try (Following stream = follow("", "text/event-stream")) {
            assertThat(stream.head()).contains("event-stream");
            assertThat(server.manager.tracker(1).lastSubscription).satisfies(options -> {
                assertThat(options.resumable()).isTrue();
                assertThat(options.after()).isEmpty();
            });
        }
        Reply refused = server.request("GET", EVENTS).header("Last-Event-ID", "7").send();
        assertThat(refused.status).isEqualTo(400);
        assertThat(refused.body).contains("Last-Event-ID", "EPOCH-SEQUENCE");
    }

    @Test
    void a_follower_who_keeps_sending_is_left_and_holds_nobody() throws Exception {
        try (Following stream = follow("", "*/*")) {
            assertThat(megabytesTakenOf(stream.socket())).as("megabytes that were read").isLessThan(32);
            assertThat(subscription(0).closed.await(10, TimeUnit.SECONDS)).as("the stream has ended").isTrue();
            assertThat(server.request("GET", "/list").send().status).isEqualTo(200);
        }
        try (Following polite = follow("", "*/*")) {
            polite.socket().getOutputStream().write("GET /list HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            subscription(0).event(7);
            assertThat(polite.line()).as("one request more is no flood").contains("\"number\":7");
        }
    }

    /** Until the server will not take any more; what the sockets' buffers hold is counted too. */
    private static int megabytesTakenOf(Socket socket) {
        byte[] megabyte = new byte[1 << 20];
        for (int sent = 0; sent < 64; sent++) {
            try {
                socket.getOutputStream().write(megabyte);
            } catch (IOException e) {
                return sent;
            }
        }
        return 64;
    }

    @Test
    void csv_has_a_head_and_plain_text_columns() throws Exception {
        try (Following csv = follow("", "text/csv"); Following plain = follow("?format=plain", "text/csv")) {
            assertThat(csv.line()).contains("number");
            assertThat(plain.line()).containsIgnoringCase("number");
            assertThat(plain.head()).contains("text/plain");
        }
    }

    @Test
    void a_format_that_another_bundle_registers_is_had_by_its_name() throws Exception {
        try (Following stream = follow("?format=numbers", "*/*")) {
            assertThat(stream.head()).contains("text/x-numbers;charset=utf-8");
            assertThat(stream.line()).isEqualTo("numbers");
            subscription(0).event(7);
            assertThat(stream.line()).matches("[0-9]+");
        }
    }

    @Test
    void iterators_are_read_by_name_and_with_a_filter() throws Exception {
        String read = EVENTS.replace("/events", "/read");
        try (Following stream = new Following(server.request("GET", read + "?stream=tasks&filter=(number%3E=3)")
                .header("Accept", "*/*").open())) {
            assertThat(stream.head()).startsWith("HTTP/1.1 200");
            subscription(0).event(7);
            assertThat(stream.line()).contains("\"number\":7");
            assertThat(server.manager.tracker(1).lastSubscription.filter()).isEqualTo("(number>=3)");
        }
        assertThat(server.request("GET", read + "?stream=nosuch").send().status).isEqualTo(400);
    }

    @Test
    void the_filter_reaches_the_subscription() throws Exception {
        try (Following stream = follow("?filter=(number%3E=3)&fields=number", "*/*")) {
            assertThat(stream.head()).contains("application/x-ndjson");
            assertThat(server.manager.tracker(1).lastSubscription.filter()).isEqualTo("(number>=3)");
            assertThat(server.manager.tracker(1).lastSubscription.name()).startsWith("http 127.0.0.1:");
        }
    }

    @Test
    void a_limit_ends_the_stream_at_exactly_so_many_events() throws Exception {
        try (Following stream = follow("?limit=300", "*/*")) {
            for (int i = 0; i < 400; i++) {
                subscription(0).event(i);
            }
            assertThat(stream.rest()).hasSize(301).last().asString().startsWith("{\"@notice\":\"ended\",\"reason\":\"limit\"");
            assertThat(stream.whole()).isTrue();
            assertThat(subscription(0).closed.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_duration_ends_the_stream_too() throws Exception {
        try (Following stream = follow("?duration=100ms", "*/*")) {
            subscription(0).event(1);
            assertThat(stream.rest()).hasSize(2).last().asString().startsWith("{\"@notice\":\"ended\",\"reason\":\"duration\"");
        }
    }

    @Test
    void the_end_of_the_tracker_ends_the_stream() throws Exception {
        try (Following stream = follow("", "*/*")) {
            subscription(0).event(1);
            subscription(0).notice(new Notice.Ended(Notice.End.STOPPED, "stopped"));
            subscription(0).close();
            assertThat(stream.rest()).hasSize(2).last().asString().contains("\"@notice\":\"ended\",\"reason\":\"stopped\"");
            assertThat(stream.whole()).isTrue();
        }
    }

    @Test
    void a_client_that_leaves_frees_its_subscription_though_nothing_happens() throws Exception {
        follow("", "*/*").close();
        assertThat(subscription(0).closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_client_that_is_reset_frees_its_subscription() throws Exception {
        Following stream = follow("", "text/event-stream");
        stream.socket().setSoLinger(true, 0);
        stream.close();
        assertThat(subscription(0).closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void streams_are_bounded_and_their_places_free_again() throws Exception {
        List<Following> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(follow("", "*/*"));
        }
        Reply refused = server.request("GET", EVENTS).send();
        assertThat(refused.status).isEqualTo(503);
        assertThat(refused.headers).containsEntry("retry-after", "5");
        assertThat(refused.body).contains("3 event streams already");
        assertThat(server.manager.tracker(1).subscriptions).as("a refused client subscribes to nothing").hasSize(3);
        assertThat(server.request("GET", "/list").send().status).isEqualTo(200);

        open.get(0).close();
        open.add(follow("", "*/*"));
        open.forEach(Following::close);
    }

    @Test
    void the_end_of_the_server_ends_every_stream(@TempDir Path own) throws Exception {
        try (TestServer ending = server = new TestServer(own, Map.of()); Following stream = follow("", "*/*")) {
            ending.stopServlet();
            assertThat(stream.rest()).singleElement().asString().startsWith("{\"@notice\":\"ended\",\"reason\":\"daemon\"");
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (streamThreads() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(streamThreads()).isFalse();
        }
    }

    private static boolean streamThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .anyMatch(name -> name.startsWith("eunomia-http-stream"));
    }

    @Test
    void silence_longer_than_the_servers_patience_ends_no_stream(@TempDir Path own) throws Exception {
        server = new TestServer(own, Map.of("org.apache.felix.http.timeout", "300"));
        try (TestServer impatient = server; Following stream = follow("?duration=20", "*/*")) {
            // Jetty's patience has run out several times when the first of these is closed by its duration.
            assertThat(impatient.manager.tracker(1).subscriptions).hasSize(1);
            try (Following other = follow("?duration=2", "*/*")) {
                assertThat(other.rest()).singleElement().asString().contains("\"reason\":\"duration\"");
            }
            assertThat(subscription(0).closed.getCount()).isEqualTo(1);
            subscription(0).event(1);
            assertThat(stream.line()).contains("\"number\":1");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "?format=xml     | */*              | 400 | unknown format",
            "?limit=x        | */*              | 400 | a whole number is expected",
            "?duration=soon  | */*              | 400 | a span is expected",
            "?filter=(       | */*              | 400 | the filter ends too early",
            "?fields=nosuch  | */*              | 400 | nosuch",
            "''              | image/png        | 406 | text/event-stream",
            "''              | text/csv;q=0     | 406 | not available"})
    void what_cannot_be_had_is_told(String query, String accept, int status, String part) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Reply reply = server.request("GET", EVENTS + query).header("Accept", accept).send();
        while (reply.status == 503 && System.nanoTime() < deadline) {
            reply = server.request("GET", EVENTS + query).header("Accept", accept).send();
        }
        assertThat(reply.status).isEqualTo(status);
        assertThat(reply.body).contains(part);
        assertThat(server.manager.tracker(1).subscriptions).allMatch(one -> one.closed.getCount() == 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"text/csv;q=0.5, text/plain | text/plain",
            "application/json | application/x-ndjson", "text/* | text/event-stream",
            "image/png, */*;q=0.1 | application/x-ndjson", "text/x-numbers | text/x-numbers"})
    void the_best_format_is_chosen(String accept, String type) throws Exception {
        try (Following stream = follow("?duration=0", accept)) {
            assertThat(stream.head().toLowerCase(java.util.Locale.ROOT)).contains("content-type: " + type);
        }
    }
}
