package io.eunomia.runtime.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.stream.ConfirmedSubscription;
import io.eunomia.runtime.internal.stream.FedHub;
import io.eunomia.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

/** Events reach the export in order, once, whatever the export does. */
class ExportPumpTest {
    private static final int BUFFER = 1 << 20;

    /** Remembers what it got; throws as told. */
    private static final class Recorder implements Export {
        private final List<Long> pids = Collections.synchronizedList(new ArrayList<>());
        private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger closed = new AtomicInteger();
        private volatile int failingPid = -1;
        private volatile Throwable failingFlush;
        private volatile Arrivals arrivals;

        @Override
        public void event(EventView event) {
            long pid = event.number(0);
            if (pid == failingPid) {
                throw new IllegalStateException("cannot take " + pid);
            }
            pids.add(pid);
        }

        @Override
        public void notice(Notice notice) {
            notices.add(notice.kind());
        }

        @Override
        public void flush() throws IOException {
            if (failingFlush instanceof IOException e) {
                throw e;
            } else if (failingFlush instanceof Error e) {
                throw e;
            }
        }

        @Override
        public Optional<Arrivals> arrivals() {
            return Optional.ofNullable(arrivals);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private final FedHub hub = new FedHub(Exporting.SCHEMA);
    private final Recorder recorder = new Recorder();

    private static byte[][] records(int from, int to) {
        return IntStream.range(from, to).mapToObj(pid -> Exporting.record(pid, "x")).toArray(byte[][]::new);
    }

    @Test
    void all_events_arrive_and_the_end_of_the_tracker_ends_it() {
        ConfirmedSubscription subscription = hub.subscribe("test", BUFFER);
        try (ExportPump pump = new ExportPump("test/recorder", subscription, recorder)) {
            for (int i = 0; i < 1000; i += 10) {
                hub.publish(0, records(i, i + 10));
            }
            hub.end();
            Await.until("the pump to end", pump::ended);
        }
        assertThat(recorder.pids).containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(Long::valueOf).toList());
        assertThat(recorder.notices).containsExactly("ended");
        assertThat(recorder.closed).hasValue(1);
    }

    @Test
    void closing_it_first_writes_what_is_waiting() {
        ConfirmedSubscription subscription = hub.subscribe("test", BUFFER);
        hub.publish(0, records(0, 5000));
        ExportPump pump = new ExportPump("test/recorder", subscription, recorder);
        pump.close();
        pump.close();
        assertThat(recorder.pids).hasSize(5000);
        assertThat(recorder.closed).hasValue(1);
        assertThat(pump.ended()).isTrue();
        assertThat(hub.ledgers()).isEmpty();
    }

    @Test
    void an_export_that_throws_loses_that_event_only() {
        recorder.failingPid = 3;
        try (ExportPump pump = new ExportPump("test/recorder", hub.subscribe("test", BUFFER), recorder)) {
            hub.publish(0, records(0, 6));
            Await.until("five events", () -> recorder.pids.size() == 5);
            assertThat(pump.lost()).isEqualTo(1);
            assertThat(pump.failures()).isEqualTo(1);
            assertThat(pump.lastFailure()).isEqualTo("cannot take 3");
        }
        assertThat(recorder.pids).containsExactly(0L, 1L, 2L, 4L, 5L);
    }

    @Test
    void a_failing_destination_does_not_end_it() {
        recorder.failingFlush = new IOException("disk on fire");
        try (ExportPump pump = new ExportPump("test/recorder", hub.subscribe("test", BUFFER), recorder)) {
            hub.publish(0, records(0, 1));
            Await.until("two failures", () -> pump.failures() >= 2);
            assertThat(pump.lastFailure()).isEqualTo("disk on fire");
            recorder.failingFlush = null;
            hub.publish(0, records(1, 2));
            Await.until("the next event", () -> recorder.pids.size() == 2);
        }
    }

    @Test
    void events_of_a_batch_that_fails_are_dropped_and_the_others_delivered() {
        recorder.failingPid = 3;
        try (ExportPump pump = new ExportPump("test/recorder", hub.subscribe("test", BUFFER), recorder)) {
            hub.publish(0, records(0, 6));
            Await.until("five events", () -> delivered() == 5);
            assertThat(hub.ledgers()).containsExactly(new SubscriberLedger("test", 6, 5, 1, 0));
            recorder.failingFlush = new IOException("disk on fire");
            hub.publish(0, records(10, 14));
            Await.until("their loss", () -> hub.ledgers().get(0).dropped() == 5);
            recorder.failingFlush = new NoClassDefFoundError("foreign/Code");
            hub.publish(0, records(20, 21));
            Await.until("the next loss", () -> hub.ledgers().get(0).dropped() == 6);
            recorder.failingFlush = null;
            hub.publish(0, records(30, 31));
            Await.until("the last event", () -> delivered() == 6);
            assertThat(hub.ledgers()).containsExactly(new SubscriberLedger("test", 12, 6, 6, 0));
            assertThat(pump.lost()).isEqualTo(6);
        }
    }

    private long delivered() {
        return hub.ledgers().get(0).delivered();
    }

    @Test
    void an_export_that_counts_wrongly_is_believed_as_far_as_it_was_given_events() {
        recorder.arrivals = new Export.Arrivals(1_000_000, -5);
        try (ExportPump pump = new ExportPump("test/recorder", hub.subscribe("test", BUFFER), recorder)) {
            hub.publish(0, records(0, 4));
            Await.until("four events", () -> delivered() == 4);
            recorder.arrivals = new Export.Arrivals(0, 1_000_000);
            hub.publish(0, records(4, 6));
            Await.until("two losses", () -> hub.ledgers().get(0).dropped() == 2);
            recorder.arrivals = new Export.Arrivals(Long.MIN_VALUE, Long.MIN_VALUE);
            hub.publish(0, records(6, 7));
            Await.until("the event", () -> recorder.pids.size() == 7);
            assertThat(hub.ledgers()).containsExactly(new SubscriberLedger("test", 7, 4, 2, 1));
            hub.end();
            Await.until("the end", pump::ended);
            assertThat(pump.lost()).as("what is pending at the end").isEqualTo(3);
        }
    }

    @Test
    void a_destination_that_flaps_is_told_a_few_times_and_then_once_a_minute() {
        AtomicLong now = new AtomicLong();
        Deque<SubstituteLoggingEvent> logged = new ArrayDeque<>();
        ExportNews news = new ExportNews("opens/file", new SubstituteLogger("test", logged, false), now::get);
        for (int i = 0; i < 1000; i++) {
            now.addAndGet(100_000_000);
            news.fails(new IOException("full"), "full");
            news.fails(new IOException("full"), "full");
            news.works();
            news.works();
        }
        assertThat(logged).extracting(SubstituteLoggingEvent::getMessage).containsExactly(
                "export {}: {}; it will be tried again", "export {}: works again",
                "export {}: {}; it will be tried again", "export {}: works again",
                "export {}: {}; it will be tried again");
    }

    @Test
    void standard_output_never_mixes_lines_of_two_trackers() {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        StandardOutput output = new StandardOutput(console);
        FedHub other = new FedHub(Exporting.SCHEMA);
        try (ExportPump one = console("one", hub, output); ExportPump two = console("two", other, output)) {
            for (int i = 0; i < 2000; i++) {
                hub.publish(0, records(i, i + 1));
                other.publish(0, records(i, i + 1));
            }
            hub.end();
            other.end();
            Await.until("both to end", () -> one.ended() && two.ended());
        }
        String[] lines = console.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(2 * (2000 + 1));
        assertThat(Arrays.stream(lines).filter(line -> line.contains("@timestamp")))
                .hasSize(4000).allMatch(line -> line.matches("\\{\"@timestamp\":\"[^\"]+\",\"@stream\":\"tail\","
                        + "\"@sequence\":\\d+,\"pid\":\\d+,\"code\":0,\"path\":\"x\"}"));
    }

    private static ExportPump console(String name, FedHub hub, StandardOutput output) {
        return new ExportPump(name, hub.subscribe(name, BUFFER), new ConsoleExport(
                new JsonFormat().newWriter(List.of(Exporting.SCHEMA), List.of()), output));
    }
}
