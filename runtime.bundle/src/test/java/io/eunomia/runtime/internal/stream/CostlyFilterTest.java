package io.eunomia.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.internal.decode.TestObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters that take long are decided on the thread of who wants them, and the ledger closes all the same. */
class CostlyFilterTest {
    private static final TestObject OBJECT = TestObject.named("layouts");

    private final FedHub hub = new FedHub(OBJECT.schema("everything"));
    private final List<Integer> seen = new ArrayList<>();
    private final EventConsumer consumer = new EventConsumer() {
        @Override
        public void event(EventView event) {
            seen.add((int) event.number(TestObject.index(OBJECT.view("everything"), "u8")));
        }

        @Override
        public void notice(Notice notice) {
            assertThat(notice).isInstanceOf(Notice.Ended.class);
        }
    };

    private byte[] numbered(int number, String text) {
        byte[] record = OBJECT.bytes("everything").clone();
        record[TestObject.offset(OBJECT.schema("everything"), "u8")] = (byte) number;
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, record, TestObject.offset(OBJECT.schema("everything"), "text"), bytes.length);
        record[TestObject.offset(OBJECT.schema("everything"), "text") + bytes.length] = 0;
        return record;
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            hub.publish(0, numbered(i, i % 3 == 0 ? "bash" : "sshd"));
        }
    }

    private void drain(Subscription subscription) throws InterruptedException {
        while (subscription.poll(consumer, 7, Duration.ofSeconds(20)) >= 0) {
            // until the end
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text ~ \"^ba\" && u8 > 10", "u8 > 10 && !(text ~ \"ss\")", "text ~ \"h$\" && u8 > 10 && text !~ \"d\""})
    void patterns_choose_and_the_ledger_closes(String filter) throws InterruptedException {
        Subscription subscription = hub.subscribe("one", 1 << 16, filter);
        publish(60);
        var before = hub.ledgers().get(0);
        assertThat(before.offered()).isEqualTo(before.delivered() + before.dropped() + before.pending());
        hub.end();
        drain(subscription);
        assertThat(seen).isEqualTo(IntStream.range(11, 60).filter(i -> i % 3 == 0).boxed().toList());
        assertThat(subscription.offered()).isEqualTo(subscription.delivered()).isEqualTo(seen.size());
    }

    @Test
    void a_pattern_that_matches_nothing_leaves_the_wait_when_time_is_up() throws InterruptedException {
        Subscription subscription = hub.subscribe("one", 1 << 16, "text ~ \"nothing\"");
        publish(50);
        // Each wait ends in time, however many of the events it got to look at.
        while (subscription.offered() > 0) {
            assertThat(subscription.poll(consumer, 10, Duration.ofMillis(5))).isZero();
        }
        hub.end();
        drain(subscription);
        assertThat(seen).isEmpty();
    }

    /** What publishes never asks a filter of this size: it would hold up the events of all trackers. */
    @Test
    void a_filter_of_many_comparisons_is_left_to_its_subscriber() throws InterruptedException {
        StringBuilder filter = new StringBuilder("u8 == 5");
        for (int i = 0; i < 3000; i++) {
            filter.append(" || text == \"").append(i).append('"');
        }
        Subscription subscription = hub.subscribe("one", 1 << 20, filter.toString());
        publish(50);
        assertThat(hub.ledgers().get(0).pending()).isEqualTo(50);
        hub.end();
        drain(subscription);
        assertThat(seen).containsExactly(5);
    }
}
