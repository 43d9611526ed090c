package io.eunomia.libbpf.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.internal.ring.RequestedEvents.Kind;
import io.eunomia.libbpf.ring.Epoll;
import io.eunomia.libbpf.ring.EventReader;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers and epoll together, as the one event loop of the runtime uses them. */
@Tag("kernel")
@Timeout(400)
class EventLoopTest {
    /** So long that only a lost wake-up can use it up. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void no_wake_up_is_lost_over_100_000_quiet_events_of_a_ring() throws Exception {
        quietEvents("ring", () -> RequestedEvents.ring(4096), 100_000, false);
    }

    @Test
    void no_wake_up_is_lost_over_quiet_events_of_perf_buffers() throws Exception {
        quietEvents("perf buffer", RequestedEvents::perf, 20_000, false);
    }

    @Test
    void wake_ups_by_hand_cost_no_event() throws Exception {
        quietEvents("ring, woken by hand", () -> RequestedEvents.ring(4096), 20_000, true);
    }

    /** The next event is made when the last was seen, at all distances from the reader's going to wait. */
    private static void quietEvents(String what, Supplier<RequestedEvents> source, int count, boolean woken)
            throws InterruptedException {
        try (RequestedEvents events = source.get(); EventReader reader = events.open();
                Epoll epoll = TestKernel.libbpf().newEpoll()) {
            watch(epoll, reader, 0);
            PingPong game = new PingPong(events, count, woken ? epoll::wakeUp : () -> { });
            Thread producer = new Thread(game, "producer");
            producer.start();
            int[] ready = new int[8];
            while (game.seen() < game.count()) {
                int tokens = epoll.await(ready, PATIENCE);
                assertThat(tokens > 0 || woken).as("woken for event %d", game.seen()).isTrue();
                reader.drain(game, 100);
            }
            producer.join();
            assertThat(events.made()).isEqualTo(game.seen());
            assertThat(events.refused()).isZero();
            long[] latencies = game.latencies();
            long median = latencies[latencies.length / 2];
            System.out.printf("%s, quiet: %,d events one by one, from system call to handler median %.1f us, 99 %% %.1f"
                    + " us, worst %.0f us%n", what, latencies.length, median / 1e3,
                    latencies[latencies.length * 99 / 100] / 1e3, latencies[latencies.length - 1] / 1e3);
            assertThat(Duration.ofNanos(median)).isLessThan(Duration.ofMillis(10));
        }
    }

    @Test
    void one_epoll_serves_a_large_ring_a_small_ring_and_perf_buffers_under_a_flood() {
        try (RequestedEvents large = RequestedEvents.ring(8 << 20); RequestedEvents small = RequestedEvents.ring(65536);
                RequestedEvents perf = RequestedEvents.perf(); EventReader largeReader = large.open();
                EventReader smallReader = small.open(); EventReader perfReader = perf.open(64);
                Epoll epoll = TestKernel.libbpf().newEpoll();
                Producers first = new Producers(large, 1, 1_000_000);
                Producers second = new Producers(small, 1, 500_000);
                Producers third = new Producers(perf, 1, 200_000)) {
            EventReader[] readers = {largeReader, smallReader, perfReader};
            Sequences[] read = {new Sequences(1), new Sequences(1), new Sequences(1)};
            for (int i = 0; i < readers.length; i++) {
                watch(epoll, readers[i], i);
            }
            int[] ready = new int[16];
            while (first.running() || second.running() || third.running()) {
                serve(readers, read, ready, epoll.await(ready, Duration.ofMillis(10)));
            }
            serve(readers, read, new int[] {0, 1, 2}, 3);
            assertThat(read[0].count() + large.refused()).isEqualTo(large.made()).isEqualTo(1_000_000);
            assertThat(read[1].count() + small.refused()).isEqualTo(small.made()).isEqualTo(500_000);
            assertThat(read[2].count() + perfReader.lost()).isEqualTo(perf.made()).isEqualTo(200_000);
            assertThat(read[0].disorder() + read[1].disorder()).isZero();
        }
    }

    @Test
    void a_ring_that_was_not_drained_to_its_end_stays_ready() {
        try (RequestedEvents events = RequestedEvents.ring(65536); EventReader reader = events.open();
                Epoll epoll = TestKernel.libbpf().newEpoll()) {
            watch(epoll, reader, 5);
            events.request(Kind.SUBMIT, 0, 0, 100);
            Sequences read = new Sequences(1);
            int[] ready = new int[1];
            for (int i = 0; i < 100; i++) {
                assertThat(epoll.await(ready, PATIENCE)).isEqualTo(1);
                assertThat(ready[0]).isEqualTo(5);
                assertThat(reader.drain(read, 1)).isEqualTo(1);
            }
            assertThat(epoll.await(ready, Duration.ZERO)).isZero();
            assertThat(read.gaps()).isZero();
        }
    }

    @Test
    void quiet_records_wait_until_somebody_looks() {
        try (RequestedEvents events = RequestedEvents.ring(65536); EventReader reader = events.open();
                Epoll epoll = TestKernel.libbpf().newEpoll()) {
            watch(epoll, reader, 0);
            int[] ready = new int[1];
            assertThat(epoll.await(ready, Duration.ZERO)).isZero();
            events.request(Kind.SUBMIT_QUIETLY, 0, 0, 10);
            assertThat(epoll.await(ready, Duration.ZERO)).as("BPF_RB_NO_WAKEUP").isZero();
            assertThat(reader.drain(new Sequences(1), 100)).isEqualTo(10);
        }
    }

    private static void watch(Epoll epoll, EventReader reader, int token) {
        for (int fd : reader.fds()) {
            epoll.add(fd, token);
        }
    }

    private static void serve(EventReader[] readers, Sequences[] read, int[] ready, int tokens) {
        for (int i = 0; i < tokens; i++) {
            int delivered = 1000;
            while (delivered == 1000) {
                delivered = readers[ready[i]].drain(read[ready[i]], 1000);
            }
        }
    }
}
