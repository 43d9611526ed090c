package io.eunomia.libbpf.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.internal.ring.RequestedEvents.Kind;
import io.eunomia.libbpf.ring.Epoll;
import io.eunomia.libbpf.ring.EventReader;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
@Timeout(300)
class RingBufferReaderTest {
    private static final int ALL = Integer.MAX_VALUE;
    /** Header and payload of one {@link Kind#SUBMIT} record in the ring. */
    private static final int RECORD = 8 + RequestedEvents.EVENT_BYTES;

    @Test
    void records_come_in_order_with_their_contents() {
        try (RequestedEvents events = RequestedEvents.ring(4096); EventReader reader = events.open()) {
            events.request(Kind.SUBMIT, 7, 1000, 20);
            List<Long> sequences = new ArrayList<>();
            int delivered = reader.drain((memory, offset, length) -> {
                assertThat(length).isEqualTo(RequestedEvents.EVENT_BYTES);
                assertThat(memory.getLong(offset + 8)).isEqualTo(7);
                assertThat(memory.getLong(offset + 56)).isEqualTo(memory.getLong(offset));
                sequences.add(memory.getLong(offset));
            }, ALL);
            assertThat(delivered).isEqualTo(20);
            assertThat(sequences).hasSize(20).isSorted().startsWith(1000L).endsWith(1019L);
            assertThat(reader.drain((memory, offset, length) -> sequences.clear(), ALL)).isZero();
            assertThat(reader.lost()).isZero();
            assertThat(reader.capacityBytes()).isEqualTo(4096);
            assertThat(reader.highestFillBytes()).isEqualTo(20L * RECORD);
        }
    }

    @Test
    void records_of_any_length_survive_the_wrap_around() {
        try (RequestedEvents events = RequestedEvents.ring(16384); EventReader reader = events.open()) {
            OutputCheck check = new OutputCheck(0);
            for (int i = 0; i < 5_000; i++) {
                int length = 8 + i * 37 % (RequestedEvents.MAX_OUTPUT - 7);
                events.request(Kind.OUTPUT, 0, i, length);
                check.expect(i, length);
                assertThat(reader.drain(check, ALL)).isEqualTo(1);
            }
            assertThat(events.made()).isEqualTo(5_000);
            assertThat(events.refused()).isZero();
        }
    }

    @Test
    void discarded_records_are_skipped() {
        try (RequestedEvents events = RequestedEvents.ring(65536); EventReader reader = events.open()) {
            events.request(Kind.DISCARD, 0, 0, 100);
            assertThat(reader.drain((memory, offset, length) -> { }, ALL)).isZero();
            events.request(Kind.DISCARD, 0, 0, 10);
            events.request(Kind.SUBMIT, 0, 1, 1);
            events.request(Kind.DISCARD, 0, 0, 10);
            events.request(Kind.SUBMIT, 0, 2, 1);
            List<Long> sequences = new ArrayList<>();
            assertThat(reader.drain((memory, offset, length) -> sequences.add(memory.getLong(offset)), ALL))
                    .isEqualTo(2);
            assertThat(sequences).containsExactly(1L, 2L);
            assertThat(events.discarded()).isEqualTo(120);
        }
    }

    @Test
    void what_a_full_ring_refuses_is_missing_and_nothing_else() {
        try (RequestedEvents events = RequestedEvents.ring(65536); EventReader reader = events.open()) {
            for (int i = 0; i < 2000; i++) {
                events.request(Kind.SUBMIT, 0, i, 1);
            }
            Sequences read = new Sequences(1);
            assertThat(reader.drain(read, ALL)).isEqualTo(read.count());
            assertThat(read.count()).isEqualTo(65536 / RECORD);
            assertThat(events.refused()).isEqualTo(2000 - read.count());
            assertThat(reader.highestFillBytes()).isEqualTo(read.count() * RECORD);
            events.request(Kind.SUBMIT, 0, 2000, 5);
            assertThat(reader.drain(read, ALL)).isEqualTo(5);
            assertThat(events.made()).isEqualTo(read.count() + events.refused());
        }
    }

    @Test
    void a_drain_stops_at_its_bound_and_the_next_goes_on() {
        try (RequestedEvents events = RequestedEvents.ring(65536); EventReader reader = events.open()) {
            events.request(Kind.SUBMIT, 0, 0, 250);
            Sequences read = new Sequences(1);
            assertThat(reader.drain(read, 0)).isZero();
            assertThat(reader.drain(read, 100)).isEqualTo(100);
            assertThat(reader.drain(read, 100)).isEqualTo(100);
            assertThat(reader.drain(read, 100)).isEqualTo(50);
            assertThat(read.count()).isEqualTo(250);
            assertThat(read.gaps()).isZero();
        }
    }

    @Test
    void a_quiet_drain_reads_all_and_gives_all_but_the_last_back() {
        try (RequestedEvents events = RequestedEvents.ring(4096); EventReader reader = events.open()) {
            Sequences read = new Sequences(1);
            for (int i = 0; i < 5; i++) {
                events.request(Kind.SUBMIT, 0, i * 55L, 55);
                assertThat(reader.drainQuietly(read, ALL)).isEqualTo(55);
                assertThat(reader.lastFillBytes()).isEqualTo(55 * RECORD);
                assertThat(reader.drainQuietly(read, ALL)).isZero();
            }
            // 56 records fit, but one is kept.
            events.request(Kind.SUBMIT, 0, 275, 56);
            assertThat(events.refused()).isEqualTo(1);
            assertThat(reader.drain(read, ALL)).isEqualTo(55);
            events.request(Kind.SUBMIT, 0, 330, 56);
            assertThat(events.refused()).isEqualTo(1);
            assertThat(reader.drain(read, ALL)).isEqualTo(56);
            assertThat(read.gaps()).isZero();
        }
    }

    @Test
    void a_second_reader_goes_on_where_the_first_one_stood_though_the_kernel_knows_an_earlier_position() {
        try (RequestedEvents events = RequestedEvents.ring(65536)) {
            Sequences read = new Sequences(1);
            try (EventReader first = events.open()) {
                events.request(Kind.SUBMIT, 0, 0, 20);
                assertThat(first.drainQuietly(read, ALL)).isEqualTo(20);
                first.notes().sequence(77);
                first.notes().lost(3);
                events.request(Kind.SUBMIT, 0, 20, 5);
            }
            try (EventReader second = events.open()) {
                assertThat(second.notes().sequence()).isEqualTo(77);
                assertThat(second.notes().lost()).isEqualTo(3);
                assertThat(second.drain(read, ALL)).isEqualTo(5);
            }
            assertThat(read.count()).isEqualTo(25);
            assertThat(read.gaps()).isZero();
        }
    }

    @Test
    void what_a_reader_was_about_to_hand_out_when_it_was_cut_short_is_not_handed_out_again() {
        try (RequestedEvents events = RequestedEvents.ring(65536)) {
            events.request(Kind.SUBMIT, 0, 0, 20);
            try (EventReader first = events.open()) {
                assertThatThrownBy(() -> first.drain((memory, offset, length) -> {
                    throw new IllegalStateException("cut short");
                }, ALL)).hasMessage("cut short");
            }
            events.request(Kind.SUBMIT, 0, 20, 5);
            try (EventReader second = events.open()) {
                List<Long> numbers = new ArrayList<>();
                second.drain((memory, offset, length) -> numbers.add(memory.getLong(offset)), ALL);
                assertThat(numbers).containsExactly(20L, 21L, 22L, 23L, 24L);
            }
        }
    }

    @Test
    void after_a_quiet_drain_a_drain_lets_the_kernel_wake_again() {
        try (RequestedEvents events = RequestedEvents.ring(4096); EventReader reader = events.open();
                Epoll epoll = TestKernel.libbpf().newEpoll()) {
            epoll.add(reader.fds()[0], 1);
            events.request(Kind.SUBMIT, 0, 0, 3);
            Sequences read = new Sequences(1);
            assertThat(reader.drainQuietly(read, ALL)).isEqualTo(3);
            assertThat(reader.drain(read, ALL)).isZero();
            int[] ready = new int[1];
            assertThat(epoll.await(ready, Duration.ZERO)).isZero();
            events.request(Kind.SUBMIT, 0, 3, 1);
            assertThat(epoll.await(ready, Duration.ofSeconds(10))).isEqualTo(1);
            assertThat(reader.drain(read, ALL)).isEqualTo(1);
        }
    }

    @Test
    void a_record_whose_handler_throws_is_consumed() {
        try (RequestedEvents events = RequestedEvents.ring(4096); EventReader reader = events.open()) {
            events.request(Kind.SUBMIT, 0, 0, 3);
            assertThatThrownBy(() -> reader.drain((memory, offset, length) -> {
                throw new IllegalArgumentException("sequence " + memory.getLong(offset));
            }, ALL)).isInstanceOf(IllegalArgumentException.class).hasMessage("sequence 0");
            List<Long> rest = new ArrayList<>();
            reader.drain((memory, offset, length) -> rest.add(memory.getLong(offset)), ALL);
            assertThat(rest).containsExactly(1L, 2L);
            // The memory of all three went back: a ring of 4096 bytes holds 56 records again.
            events.request(Kind.SUBMIT, 0, 3, 56);
            assertThat(events.refused()).isZero();
        }
    }

    @Test
    void records_cannot_be_written_to() {
        try (RequestedEvents events = RequestedEvents.ring(4096); EventReader reader = events.open()) {
            events.request(Kind.SUBMIT, 0, 0, 1);
            assertThatThrownBy(() -> reader.drain((memory, offset, length) -> memory.put(offset, (byte) 1), ALL))
                    .isInstanceOf(ReadOnlyBufferException.class);
        }
    }

    @Test
    void two_producers_on_one_ring_keep_their_order_while_it_is_drained() {
        try (RequestedEvents events = RequestedEvents.ring(8 << 20); EventReader reader = events.open();
                Producers producers = new Producers(events, 2, 1_000_000)) {
            Sequences read = new Sequences(2);
            while (producers.running()) {
                reader.drain(read, 10_000);
            }
            while (reader.drain(read, 10_000) > 0) {
                assertThat(read.disorder()).isZero();
            }
            System.out.printf("ring, 2 producers: %,d events at %,.0f/s, %,d refused, highest fill %,d of %,d%n",
                    events.made(), producers.rate(), events.refused(), reader.highestFillBytes(),
                    reader.capacityBytes());
            assertThat(read.disorder()).isZero();
            assertThat(events.made()).isEqualTo(2_000_000);
            assertThat(read.count() + events.refused()).isEqualTo(events.made());
            assertThat(read.gaps()).isLessThanOrEqualTo(events.refused());
        }
    }

    @Test
    void draining_makes_no_garbage() {
        try (RequestedEvents events = RequestedEvents.ring(8 << 20); EventReader reader = events.open()) {
            Sequences read = new Sequences(1);
            long[] allocated = new long[5];
            for (int round = 0; round < allocated.length; round++) {
                for (int i = 0; i < 400; i++) {
                    events.request(Kind.SUBMIT, 0, read.count() + i * 250L, 250);
                }
                allocated[round] = Allocation.during(() -> reader.drain(read, ALL));
            }
            assertThat(read.count()).isEqualTo(500_000);
            assertThat(read.gaps()).isZero();
            assertThat(allocated[allocated.length - 1]).isZero();
        }
    }

    @Test
    void a_second_reader_of_the_same_ring_is_noticed() {
        try (RequestedEvents events = RequestedEvents.ring(4096); EventReader reader = events.open();
                EventReader other = events.open()) {
            events.request(Kind.SUBMIT, 0, 0, 1);
            assertThat(other.drain((memory, offset, length) -> { }, ALL)).isEqualTo(1);
            assertThatThrownBy(() -> reader.drain((memory, offset, length) -> { }, ALL))
                    .isInstanceOf(BpfException.class).hasMessageContaining("\"events\"").hasMessageContaining("EBUSY");
        }
    }

    @Test
    void a_reader_opened_later_goes_on_where_the_last_one_stopped() {
        try (RequestedEvents events = RequestedEvents.ring(4096)) {
            Sequences read = new Sequences(1);
            events.request(Kind.SUBMIT, 0, 0, 10);
            try (EventReader first = events.open()) {
                first.drain(read, 4);
            }
            try (EventReader second = events.open()) {
                second.drain(read, ALL);
            }
            assertThat(read.count()).isEqualTo(10);
            assertThat(read.gaps()).isZero();
        }
    }

    @Test
    void close_is_idempotent_and_ends_draining() {
        try (RequestedEvents events = RequestedEvents.ring(4096)) {
            EventReader reader = events.open();
            reader.close();
            reader.close();
            assertThatThrownBy(() -> reader.drain((memory, offset, length) -> { }, ALL))
                    .isInstanceOf(IllegalStateException.class).hasMessage("reader of \"events\" is closed");
        }
    }

    @Test
    void a_handler_may_close_its_reader_but_not_drain_it() {
        try (RequestedEvents events = RequestedEvents.ring(4096)) {
            EventReader reader = events.open();
            events.request(Kind.SUBMIT, 0, 0, 2);
            List<Long> sequences = new ArrayList<>();
            reader.drain((memory, offset, length) -> {
                assertThatThrownBy(() -> reader.drain((m, o, l) -> { }, ALL)).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(sequences.isEmpty() ? "is being drained" : "is closed");
                reader.close();
                sequences.add(memory.getLong(offset));
            }, ALL);
            assertThat(sequences).containsExactly(0L, 1L);
            assertThatThrownBy(() -> reader.drain((memory, offset, length) -> { }, ALL))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void close_waits_for_a_drain_in_another_thread() throws Exception {
        try (RequestedEvents events = RequestedEvents.ring(4096)) {
            EventReader reader = events.open();
            events.request(Kind.SUBMIT, 0, 0, 1);
            CountDownLatch draining = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            AtomicBoolean readable = new AtomicBoolean();
            Thread drainer = new Thread(() -> reader.drain((memory, offset, length) -> {
                draining.countDown();
                awaitUnchecked(goOn);
                readable.set(memory.getLong(offset) == 0);
            }, ALL));
            drainer.start();
            draining.await();
            Thread closer = new Thread(reader::close);
            closer.start();
            while (closer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            goOn.countDown();
            drainer.join();
            closer.join();
            assertThat(readable).isTrue();
        }
    }

    @Test
    void a_ring_too_large_for_a_byte_buffer_is_refused() {
        assertThatThrownBy(() -> RingBufferReader.open(null, "huge", -1, 1L << 30))
                .isInstanceOf(BpfException.class).hasMessageContaining("\"huge\"").hasMessageContaining("512 MiB");
    }

    @Test
    void a_descriptor_that_is_no_ring_is_refused() {
        assertThatThrownBy(() -> RingBufferReader.open(TestKernel.libc(), "events", -1, 4096))
                .isInstanceOf(BpfException.class).hasMessageContaining("ring map \"events\": EBADF");
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
