package io.eunomia.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long CAPACITY = 1 << 20;

    private final Pace pace = new Pace();
    private long now = 5_000_000_000L;

    private long look(int events, long fill, long afterNanos) {
        now += afterNanos;
        return pace.next(events, fill, CAPACITY, now);
    }

    private void becomeBusy() {
        assertThat(look(Pace.ENTER_EVENTS, 1000, 2 * Pace.WINDOW_NANOS)).isEqualTo(Pace.SHORTEST_NANOS);
        assertThat(pace.busy()).isTrue();
    }

    @Test
    void events_now_and_then_are_waited_for() {
        for (int i = 0; i < 1000; i++) {
            assertThat(look(1, 72, 200_000)).isEqualTo(EventSource.WAIT);
        }
    }

    @Test
    void many_events_in_a_window_make_it_busy_however_few_come_at_a_time() {
        for (int i = 1; i < Pace.ENTER_EVENTS; i++) {
            assertThat(look(1, 72, 10_000)).isEqualTo(EventSource.WAIT);
        }
        assertThat(look(1, 72, 10_000)).isEqualTo(Pace.SHORTEST_NANOS);
    }

    @Test
    void naps_grow_to_their_bound_while_the_ring_stays_almost_empty() {
        becomeBusy();
        assertThat(look(100, 7200, 60_000)).isEqualTo(2 * Pace.SHORTEST_NANOS);
        for (int i = 0; i < 5; i++) {
            look(100, 7200, 300_000);
        }
        assertThat(look(100, 7200, 300_000)).isEqualTo(Pace.LONGEST_NANOS);
    }

    @Test
    void naps_shrink_when_the_ring_fills_and_end_when_it_is_half_full() {
        becomeBusy();
        for (int i = 0; i < 5; i++) {
            look(100, 7200, 300_000);
        }
        assertThat(look(5000, CAPACITY / 3, 300_000)).isEqualTo(Pace.LONGEST_NANOS / 2);
        assertThat(look(9000, CAPACITY * 2 / 3, 300_000)).isZero();
        assertThat(pace.busy()).isTrue();
        assertThat(look(1000, CAPACITY / 10, 10_000)).isEqualTo(Pace.SHORTEST_NANOS);
    }

    @Test
    void it_is_waited_for_again_when_a_few_looks_found_little() {
        becomeBusy();
        for (int i = 1; i < Pace.POOR_LOOKS; i++) {
            assertThat(look(Pace.STAY_EVENTS - 1, 0, 300_000)).isNotEqualTo(EventSource.WAIT);
        }
        assertThat(look(0, 0, 300_000)).isEqualTo(EventSource.WAIT);
        assertThat(pace.busy()).isFalse();
    }

    @Test
    void one_poor_look_among_good_ones_changes_nothing() {
        becomeBusy();
        for (int i = 0; i < 100; i++) {
            assertThat(look(i % 2 == 0 ? 0 : 100, 0, 300_000)).isNotEqualTo(EventSource.WAIT);
        }
    }
}
