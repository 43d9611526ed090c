package io.eunomia.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventId;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.TestObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Readers who come again get what they have missed, or are told how much of it is gone. */
class EventHistoryTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final CompiledSchema TAIL = OBJECT.schema("tail");
    private static final SubscriptionOptions KEEPING = SubscriptionOptions.all("test").keeping();

    private final FedHub hub = new FedHub(TAIL);
    private final List<Long> seen = new ArrayList<>();
    private final List<String> streams = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final EventConsumer consumer = new EventConsumer() {
        @Override
        public void event(EventView event) {
            seen.add(event.sequence());
            streams.add(event.schema().struct());
        }

        @Override
        public void notice(Notice notice) {
            notices.add(notice);
        }
    };

    private static byte[] record(int pid, int textBytes) {
        return ByteBuffer.allocate(6 + textBytes).order(ByteOrder.LITTLE_ENDIAN).putInt(pid).array();
    }

    private void publish(FedHub to, int count, int textBytes) {
        for (int i = 0; i < count; i++) {
            to.publish(0, record(i, textBytes));
        }
    }

    private void take(Subscription subscription) throws InterruptedException {
        while (subscription.poll(consumer, 7, Duration.ZERO) > 0) {
            // all that is there
        }
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    /** Somebody who may come again has been there. */
    private String epochOfReader(FedHub at) {
        try (Subscription reader = at.subscribe(KEEPING)) {
            return reader.epoch();
        }
    }

    @Test
    void who_comes_again_gets_what_came_meanwhile_and_then_what_comes() throws InterruptedException {
        String epoch = epochOfReader(hub);
        publish(hub, 15, 4);
        try (Subscription again = hub.subscribe(KEEPING.from(new EventId(epoch, 4)))) {
            take(again);
            publish(hub, 2, 4);
            take(again);
            assertThat(again.delivered()).isEqualTo(13);
            assertThat(hub.ledgers().get(0)).satisfies(ledger -> assertThat(ledger.offered())
                    .isEqualTo(ledger.delivered() + ledger.dropped() + ledger.pending()));
        }
        assertThat(seen).isEqualTo(numbers(5, 17));
        assertThat(notices).isEmpty();
    }

    @Test
    void what_is_not_kept_any_more_is_counted() throws InterruptedException {
        String epoch = epochOfReader(hub);
        publish(hub, 3000, 1000);
        take(hub.subscribe(KEEPING.from(new EventId(epoch, 10))));
        long first = seen.get(0);
        assertThat(first).isGreaterThan(1000);
        assertThat(seen).isEqualTo(numbers(first, 3000));
        assertThat(notices).containsExactly(new Notice.Missed(first - 11));
    }

    @Test
    void of_what_a_filter_would_have_let_through_the_count_is_not_known() throws InterruptedException {
        String epoch = epochOfReader(hub);
        publish(hub, 3000, 1000);
        take(hub.subscribe(new SubscriptionOptions("test", "pid >= 0", 1 << 16).from(new EventId(epoch, 10))));
        assertThat(notices).containsExactly(new Notice.Missed(-1));
    }

    @Test
    void without_somebody_who_may_come_again_nothing_is_kept() throws InterruptedException {
        Subscription plain = hub.subscribe(SubscriptionOptions.all("plain"));
        publish(hub, 20, 4);
        take(hub.subscribe(KEEPING.from(new EventId(plain.epoch(), 5))));
        assertThat(seen).isEmpty();
        assertThat(notices).containsExactly(new Notice.Missed(15));
    }

    @Test
    void of_another_run_of_the_daemon_it_is_not_known_how_much_is_gone() throws InterruptedException {
        epochOfReader(hub);
        publish(hub, 3, 4);
        take(hub.subscribe(KEEPING.from(new EventId("0", 900))));
        assertThat(notices).containsExactly(new Notice.Missed(-1));
        assertThat(seen).isEqualTo(numbers(1, 3));
    }

    @Test
    void what_has_not_been_cannot_be_asked_for() {
        String epoch = epochOfReader(hub);
        publish(hub, 3, 4);
        assertThatThrownBy(() -> hub.subscribe(KEEPING.from(new EventId(epoch, 4)))).hasMessageContaining(epoch + "-3");
        assertThatThrownBy(() -> EventId.parse("4")).hasMessageContaining("EPOCH-SEQUENCE");
    }

    @Test
    void the_filter_holds_for_what_was_before_too() throws InterruptedException {
        String epoch = epochOfReader(hub);
        publish(hub, 10, 4);
        take(hub.subscribe(new SubscriptionOptions("test", "pid >= 7", 1 << 16).from(new EventId(epoch, 0))));
        assertThat(seen).isEqualTo(numbers(8, 10));
    }

    @Test
    void events_of_an_earlier_version_are_shown_as_that_version_made_them() throws InterruptedException {
        String epoch = epochOfReader(hub);
        publish(hub, 3, 4);
        hub.update(OBJECT.schema("bits"));
        hub.publish(0, OBJECT.bytes("bits"));
        take(hub.subscribe(KEEPING.from(new EventId(epoch, 1))));
        assertThat(seen).isEqualTo(numbers(2, 4));
        assertThat(streams).containsExactly("tail", "tail", "bits");
    }

    @Test
    void an_event_that_no_history_could_hold_is_counted_as_well() throws InterruptedException {
        String epoch = epochOfReader(hub);
        publish(hub, 2, 4);
        publish(hub, 1, EventHistory.BYTES);
        publish(hub, 1, 4);
        take(hub.subscribe(KEEPING.from(new EventId(epoch, 0))));
        assertThat(notices).containsExactly(new Notice.Missed(3));
        assertThat(seen).containsExactly(4L);
    }

    @Test
    void all_trackers_together_keep_eight_mebibytes() throws InterruptedException {
        HistoryBudget budget = new HistoryBudget();
        List<FedHub> hubs = new ArrayList<>();
        List<Subscription> readers = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            hubs.add(new FedHub(budget, TAIL));
            readers.add(hubs.get(i).subscribe(KEEPING));
            publish(hubs.get(i), 2, 4);
        }
        take(hubs.get(7).subscribe(KEEPING.from(new EventId(readers.get(7).epoch(), 1))));
        assertThat(seen).containsExactly(2L);
        take(hubs.get(8).subscribe(KEEPING.from(new EventId(readers.get(8).epoch(), 1))));
        assertThat(notices).containsExactly(new Notice.Missed(1));
    }

    @Test
    void a_reader_who_keeps_coming_again_under_a_flood_sees_each_event_once_or_in_a_count() throws InterruptedException {
        int count = 300_000;
        Subscription current = hub.subscribe(KEEPING);
        String epoch = current.epoch();
        Thread flood = new Thread(() -> publish(hub, count, 40), "flood");
        flood.start();
        long accounted = 0;
        while (accounted < count) {
            current.poll(consumer, 100, Duration.ofMillis(10));
            for (long sequence : seen) {
                assertThat(sequence).isGreaterThan(accounted);
                accounted = sequence;
            }
            accounted = Math.max(accounted, seen.isEmpty() ? accounted : seen.get(seen.size() - 1));
            seen.clear();
            current.close();
            current = hub.subscribe(KEEPING.from(new EventId(epoch, accounted)));
        }
        flood.join();
        assertThat(accounted).isEqualTo(count);
    }

    @Test
    void who_comes_from_a_former_process_that_ended_in_order_misses_nothing_that_came_since() throws InterruptedException {
        hub.goOnAfter(new FormerEpoch("former", 100, true));
        publish(hub, 15, 4);
        try (Subscription again = hub.subscribe(KEEPING.from(new EventId("former", 100)))) {
            take(again);
            assertThat(seen).isEqualTo(numbers(101, 115));
            assertThat(notices).isEmpty();
        }
        seen.clear();
        try (Subscription late = hub.subscribe(KEEPING.from(new EventId("former", 98)))) {
            take(late);
            assertThat(seen).isEqualTo(numbers(101, 115));
            assertThat(notices).containsExactly(new Notice.Missed(2));
        }
        assertThatThrownBy(() -> hub.subscribe(KEEPING.from(new EventId("former", 101)))).hasMessageContaining("former-100");
    }

    @Test
    void who_comes_from_a_former_process_that_was_killed_is_told_that_nobody_knows_what_is_missing() throws InterruptedException {
        try (Subscription here = hub.subscribe(KEEPING)) {
            hub.goOnAfter(new FormerEpoch("former", 2148, false));
            publish(hub, 5, 4);
            take(here);
            assertThat(seen).isEqualTo(numbers(2149, 2153));
            assertThat(notices).containsExactly(new Notice.Missed(-1));
        }
        seen.clear();
        notices.clear();
        try (Subscription again = hub.subscribe(KEEPING.from(new EventId("former", 97)))) {
            take(again);
            assertThat(seen).isEqualTo(numbers(2149, 2153));
            assertThat(notices).containsExactly(new Notice.Missed(-1));
        }
        seen.clear();
        notices.clear();
        try (Subscription stranger = hub.subscribe(KEEPING.from(new EventId("older", 5)))) {
            take(stranger);
            assertThat(seen).isEqualTo(numbers(2149, 2153));
            assertThat(notices).containsExactly(new Notice.Missed(-1));
        }
    }
}
