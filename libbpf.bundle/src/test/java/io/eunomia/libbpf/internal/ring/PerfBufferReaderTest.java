package io.eunomia.libbpf.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.internal.ffi.CpuList;
import io.eunomia.libbpf.internal.ring.RequestedEvents.Kind;
import io.eunomia.libbpf.ring.EventReader;
import io.eunomia.libbpf.ring.RecordHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
@Timeout(300)
class PerfBufferReaderTest {
    private static final int ALL = Integer.MAX_VALUE;
    private static final int PAGE = TestKernel.libc().getpagesize();

    @Test
    void records_come_with_their_contents_and_padding() {
        try (RequestedEvents events = RequestedEvents.perf(); EventReader reader = events.open(8)) {
            events.request(Kind.SUBMIT, 3, 500, 10);
            List<Long> sequences = new ArrayList<>();
            int delivered = reader.drain((memory, offset, length) -> {
                // The kernel pads so that size field and data together are a multiple of eight.
                assertThat(length).isEqualTo(RequestedEvents.EVENT_BYTES + 4);
                assertThat(memory.getLong(offset + 8)).isEqualTo(3);
                sequences.add(memory.getLong(offset));
            }, ALL);
            assertThat(delivered).isEqualTo(10);
            assertThat(sequences).hasSize(10).contains(500L, 509L).doesNotHaveDuplicates();
            assertThat(reader.fds()).hasSize(CpuList.online().length).doesNotHaveDuplicates();
            assertThat(reader.capacityBytes()).isEqualTo(8L * PAGE * CpuList.online().length);
            assertThat(reader.highestFillBytes()).isBetween(800L, reader.capacityBytes());
            assertThat(reader.lost()).isZero();
            assertThat(events.refused()).isZero();
        }
    }

    @Test
    void records_of_any_length_survive_the_wrap_around() {
        try (RequestedEvents events = RequestedEvents.perf(); EventReader reader = events.open(4)) {
            OutputCheck check = new OutputCheck(7);
            for (int i = 0; i < 5_000; i++) {
                int length = 8 + i * 37 % (RequestedEvents.MAX_OUTPUT - 7);
                events.request(Kind.OUTPUT, 0, i, length);
                check.expect(i, length);
                assertThat(reader.drain(check, ALL)).isEqualTo(1);
            }
            assertThat(events.made()).isEqualTo(5_000);
            assertThat(events.refused()).isZero();
            assertThat(reader.lost()).isZero();
        }
    }

    @Test
    void what_an_overflow_loses_is_counted_exactly_while_it_lasts() {
        try (RequestedEvents events = RequestedEvents.perf()) {
            EventReader reader = events.open(1);
            long read = 0;
            for (int round = 1; round <= 20; round++) {
                for (int i = 0; i < 10; i++) {
                    events.request(Kind.SUBMIT, 0, 0, 200);
                }
                read += reader.drain((memory, offset, length) -> { }, ALL);
                assertThat(read + reader.lost()).as("round %d", round).isEqualTo(round * 2000L);
            }
            assertThat(reader.lost()).isGreaterThan(10_000);
            // bpf_perf_event_output tells the program of each loss as well.
            assertThat(reader.lost()).isEqualTo(events.refused());
            long lost = reader.lost();
            reader.close();
            assertThat(reader.lost()).isEqualTo(lost);
        }
    }

    @Test
    void samples_and_losses_add_up_under_a_flood_from_two_threads() {
        try (RequestedEvents events = RequestedEvents.perf(); EventReader reader = events.open(64);
                Producers producers = new Producers(events, 2, 150_000)) {
            Counter read = new Counter();
            while (producers.running()) {
                reader.drain(read, 10_000);
            }
            while (reader.drain(read, 10_000) > 0) {
                assertThat(read.count).isPositive();
            }
            System.out.printf("perf buffer, 2 producers: %,d events at %,.0f/s, %,d lost, highest fill %,d of %,d%n",
                    events.made(), producers.rate(), reader.lost(), reader.highestFillBytes(),
                    reader.capacityBytes());
            assertThat(events.made()).isEqualTo(300_000);
            assertThat(read.count + reader.lost()).isEqualTo(events.made());
            assertThat(read.disorder).isZero();
        }
    }

    @Test
    void a_drain_stops_at_its_bound_and_the_next_goes_on() {
        try (RequestedEvents events = RequestedEvents.perf(); EventReader reader = events.open(32)) {
            events.request(Kind.SUBMIT, 0, 0, 250);
            assertThat(reader.drain((memory, offset, length) -> { }, 0)).isZero();
            int read = 0;
            for (int delivered = ALL; delivered > 0; read += delivered) {
                delivered = reader.drain((memory, offset, length) -> { }, 60);
                assertThat(delivered).isLessThanOrEqualTo(60);
            }
            assertThat(read).isEqualTo(250);
        }
    }

    @Test
    void draining_makes_no_garbage() {
        try (RequestedEvents events = RequestedEvents.perf(); EventReader reader = events.open(1024)) {
            Counter read = new Counter();
            long[] allocated = new long[5];
            for (int round = 0; round < allocated.length; round++) {
                for (int i = 0; i < 150; i++) {
                    events.request(Kind.SUBMIT, 0, read.count, 250);
                }
                allocated[round] = Allocation.during(() -> reader.drain(read, ALL));
            }
            assertThat(read.count + reader.lost()).isEqualTo(5 * 150 * 250);
            assertThat(read.count).isGreaterThan(100_000);
            assertThat(allocated[allocated.length - 1]).isZero();
        }
    }

    @Test
    void a_closed_reader_takes_nothing_more_and_the_program_learns_it() {
        try (RequestedEvents events = RequestedEvents.perf()) {
            EventReader reader = events.open(8);
            events.request(Kind.SUBMIT, 0, 0, 1);
            assertThat(events.refused()).isZero();
            reader.close();
            reader.close();
            events.request(Kind.SUBMIT, 0, 1, 1);
            assertThat(events.refused()).isEqualTo(1);
            assertThatThrownBy(() -> reader.drain((memory, offset, length) -> { }, ALL))
                    .isInstanceOf(IllegalStateException.class).hasMessage("reader of \"events\" is closed");
        }
    }

    @Test
    void closing_leaves_no_descriptor_behind() {
        try (RequestedEvents events = RequestedEvents.perf()) {
            long before = TestKernel.kernelDescriptors();
            for (int i = 0; i < 20; i++) {
                events.open(2).close();
            }
            assertThat(TestKernel.kernelDescriptors()).isEqualTo(before);
        }
    }

    @Test
    void a_number_of_pages_that_is_no_power_of_two_is_refused() {
        try (RequestedEvents events = RequestedEvents.perf()) {
            for (int pages : new int[] {0, 3, -8, 1 << 30}) {
                assertThatThrownBy(() -> events.open(pages)).isInstanceOf(BpfException.class)
                        .hasMessageContaining("\"events\"").hasMessageContaining(pages + " pages per CPU");
            }
        }
    }

    /** Counts, and follows the order of each thread's records on each CPU: a thread may move between CPUs. */
    private static final class Counter implements RecordHandler {
        private final long[][] last = new long[1024][2];
        private long count;
        private long disorder;

        @Override
        public void record(ByteBuffer memory, int offset, int length) {
            long sequence = memory.getLong(offset) + 1;
            long[] cpu = last[(int) memory.getLong(offset + 16)];
            int tag = (int) memory.getLong(offset + 8);
            count++;
            if (sequence <= cpu[tag]) {
                disorder++;
            }
            cpu[tag] = sequence;
        }
    }
}
