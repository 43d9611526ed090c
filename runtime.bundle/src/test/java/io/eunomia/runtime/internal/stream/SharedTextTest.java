package io.eunomia.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.TestObject;
import io.eunomia.runtime.internal.format.CsvFormat;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.format.PlainTextFormat;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Those who want the same text share the writing of it, and nothing else: not their pace, their losses or their end. */
@Timeout(120)
class SharedTextTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final CompiledSchema TAIL = OBJECT.schema("tail");

    private final CountingFormat json = new CountingFormat(new JsonFormat());
    private final FedHub hub = new FedHub(TAIL);

    private static byte[] record(int pid) {
        return ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(pid).array();
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            hub.publish(0, record(i));
        }
    }

    private static SubscriptionOptions wanting(String name, EventFormat format, String... fields) {
        return SubscriptionOptions.all(name).as(format, List.of(fields));
    }

    private TextTaker taker(String name, EventFormat format, String... fields) {
        return new TextTaker(hub.follow(wanting(name, format, fields)));
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private void assertLedgersClose() {
        assertThat(hub.ledgers()).allSatisfy(ledger -> assertThat(ledger.pending())
                .isEqualTo(ledger.offered() - ledger.delivered() - ledger.dropped()).isNotNegative());
    }

    @Test
    void an_event_is_written_once_for_ten_readers() throws InterruptedException {
        List<TextTaker> readers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            readers.add(taker("reader " + i, json));
        }
        assertThat(json.writers()).as("who joins a group makes no writer and no queue of his own").isEqualTo(1);
        TextTaker other = taker("other", json, "pid");
        publish(50);
        for (TextTaker reader : readers) {
            assertThat(reader.take().numbers()).isEqualTo(numbers(1, 50));
            assertThat(reader.text.toString()).isEqualTo(readers.get(0).text.toString());
        }
        assertThat(json.written()).isEqualTo(50);
        assertThat(other.take().text).contains("\"@sequence\":50,\"pid\":49}").doesNotContain("code");
        assertThat(json.written()).as("other fields are another text").isEqualTo(100);
        assertThat(hub.ledgers()).hasSize(11).allMatch(ledger -> ledger.delivered() == 50 && ledger.pending() == 0);
        assertThat(hub.ledgers()).extracting(SubscriberLedger::name).contains("reader 0", "reader 9", "other");
    }

    @Test
    void who_comes_later_gets_what_comes_from_then_on() throws InterruptedException {
        TextTaker first = taker("first", json);
        publish(3);
        TextTaker second = taker("second", json);
        publish(4);
        second.take();
        TextTaker third = taker("third", json);
        publish(1);
        assertThat(first.take().numbers()).isEqualTo(numbers(1, 8));
        assertThat(second.take().numbers()).isEqualTo(numbers(4, 8));
        assertThat(third.take().numbers()).isEqualTo(numbers(8, 8));
        assertThat(hub.ledgers()).extracting(SubscriberLedger::offered).containsExactly(8L, 5L, 1L);
        assertThat(json.written()).isEqualTo(8);
        assertLedgersClose();
    }

    @Test
    void a_slow_reader_loses_alone_and_is_told_how_much() throws InterruptedException {
        TextTaker slow = taker("slow", json);
        TextTaker quick = taker("quick", json);
        int count = 40_000;
        for (int i = 0; i < count; i += 100) {
            publish(100);
            quick.take();
        }
        assertThat(quick.numbers()).isEqualTo(numbers(1, count));
        assertThat(quick.told()).isZero();
        assertThat(hub.ledgers()).anySatisfy(ledger -> assertThat(ledger.pending()).isEqualTo(count));
        hub.end();
        slow.takeAll();
        List<Long> got = slow.numbers();
        assertThat(slow.told()).isPositive().isEqualTo(count - got.size()).isEqualTo(slow.source.dropped());
        assertThat(got).isEqualTo(numbers(count - got.size() + 1, count));
        assertThat(slow.source.offered()).isEqualTo(count);
        assertThat(slow.source.delivered()).isEqualTo(got.size());
        assertThat(slow.notices).last().isInstanceOf(Notice.Ended.class);
        assertThat(quick.takeAll().notices).hasSize(1).last().isInstanceOf(Notice.Ended.class);
        assertThat(json.written()).isEqualTo(count);
    }

    @Test
    void a_reader_who_takes_all_it_can_loses_nothing_however_long_the_text_of_an_event_is() throws InterruptedException {
        TextTaker reader = taker("reader", json);
        byte[] escaped = ByteBuffer.allocate(3006).array();
        Arrays.fill(escaped, 6, escaped.length, (byte) 1);
        for (int i = 0; i < 300; i++) {
            hub.publish(0, escaped);
        }
        assertThat(reader.take().numbers()).isEqualTo(numbers(1, 300));
        assertThat(reader.text.length()).isGreaterThan(4 * TextWindow.MOST_BYTES);
        assertThat(reader.told()).isZero();
        assertThat(hub.ledgers()).containsExactly(new SubscriberLedger("reader", 300, 300, 0, 0));
    }

    @Test
    void notices_in_a_text_that_a_slow_reader_loses_are_told_to_it_all_the_same() throws InterruptedException {
        TextTaker slow = taker("slow", json);
        TextTaker quick = taker("quick", json);
        publish(10);
        hub.lost(3);
        quick.take();
        hub.update(TAIL);
        publish(10);
        hub.lost(7);
        for (int i = 0; i < 400; i++) {
            publish(100);
            quick.take();
        }
        assertThat(slow.take().notices).containsExactly(new Notice.Dropped(slow.source.dropped()),
                new Notice.KernelLost("tail", 7), new Notice.Updated("1", "2"));
        assertThat(quick.notices).isEmpty();
        assertThat(quick.text).containsOnlyOnce("\"updated\"").contains("\"count\":3", "\"count\":4");
    }

    @Test
    void when_all_are_slow_each_ledger_says_so_and_closes() throws InterruptedException {
        TextTaker one = new TextTaker(hub.follow(new SubscriptionOptions("one", "", 4096).as(json, List.of())));
        publish(5000);
        TextTaker two = new TextTaker(hub.follow(new SubscriptionOptions("two", "", 4096).as(json, List.of())));
        publish(5000);
        assertLedgersClose();
        hub.end();
        one.takeAll();
        two.takeAll();
        for (TextTaker each : List.of(one, two)) {
            assertThat(each.source.dropped()).isPositive().isEqualTo(each.told());
            assertThat(each.source.offered()).isEqualTo(each.source.delivered() + each.source.dropped());
            assertThat((long) each.numbers().size()).isEqualTo(each.source.delivered());
        }
        assertThat(one.source.offered()).isEqualTo(10_000);
        assertThat(two.source.offered()).isEqualTo(5000);
    }

    @Test
    void a_reader_who_leaves_keeps_the_counts_of_that_moment() throws InterruptedException {
        TextTaker one = taker("one", json);
        TextTaker two = taker("two", json);
        publish(5);
        two.take();
        two.source.close();
        publish(7);
        assertThat(two.source.offered()).isEqualTo(5).isEqualTo(two.source.delivered());
        assertThat(two.source.poll(two, 10, Duration.ofSeconds(20))).isNegative();
        assertThat(one.take().numbers()).isEqualTo(numbers(1, 12));
        one.source.close();
        publish(2);
        assertThat(one.source.offered()).isEqualTo(12);
        assertThat(hub.ledgers()).isEmpty();
    }

    @Test
    void a_filter_that_takes_long_is_decided_once_and_counts_for_each_reader_from_when_it_came() throws InterruptedException {
        SubscriptionOptions some = new SubscriptionOptions("some", "path ~ \"^$\" && pid >= 2", 1 << 16).as(json, List.of());
        TextTaker one = new TextTaker(hub.follow(some));
        publish(4);
        TextTaker two = new TextTaker(hub.follow(some));
        publish(4);
        assertThat(one.take().numbers()).containsExactly(3L, 4L, 7L, 8L);
        assertThat(two.take().numbers()).containsExactly(7L, 8L);
        assertThat(hub.ledgers()).extracting(SubscriberLedger::offered).containsExactly(4L, 2L);
        assertThat(hub.ledgers()).allMatch(ledger -> ledger.pending() == 0);
        assertThat(json.written()).isEqualTo(4);
    }

    @Test
    void after_an_update_a_new_reader_of_csv_has_the_new_columns_and_the_old_one_its_own() throws InterruptedException {
        CountingFormat csv = new CountingFormat(new CsvFormat());
        TextTaker old = taker("old", csv);
        publish(1);
        hub.update(OBJECT.schema("bits"));
        TextTaker fresh = taker("fresh", csv);
        hub.publish(0, OBJECT.bytes("bits"));
        assertThat(old.take().taken().lines()).hasSize(4).element(2).asString().contains("line of names lacks");
        assertThat(fresh.take().taken().lines()).hasSize(1).noneMatch(line -> line.contains("line of names lacks"));
        assertThat(csv.written()).as("they are different texts").isEqualTo(3);
    }

    @Test
    void who_joins_a_text_of_several_streams_gets_the_titles_that_are_in_force() throws InterruptedException {
        FedHub two = new FedHub(TAIL, OBJECT.schema("bits"));
        PlainTextFormat plain = new PlainTextFormat();
        TextTaker one = new TextTaker(two.follow(wanting("one", plain)));
        two.publish(1, OBJECT.bytes("bits"));
        TextTaker other = new TextTaker(two.follow(wanting("other", plain)));
        two.publish(1, OBJECT.bytes("bits"));
        String[] all = one.take().taken().split("\n");
        assertThat(all).hasSize(3);
        assertThat(other.take().taken().split("\n")).containsExactly(all[0], all[2]);
        assertThat(all[0]).startsWith("TIME").contains("STREAM");
    }

    @Test
    void an_event_that_a_format_cannot_write_is_lost_to_all_and_to_nobody_else() throws InterruptedException {
        json.failAt = 2;
        TextTaker one = taker("one", json);
        TextTaker two = taker("two", json);
        publish(1);
        one.take();
        publish(1);
        assertThatThrownBy(one::take).hasMessageContaining("cannot write 2");
        publish(1);
        assertThat(one.take().numbers()).containsExactly(1L, 3L);
        assertThat(two.take().numbers()).containsExactly(1L, 3L);
        assertThat(hub.ledgers()).containsExactly(new SubscriberLedger("one", 3, 2, 1, 0),
                new SubscriberLedger("two", 3, 2, 1, 0));
    }

    /** What is made for each piece of text, of some hundred events, is all there is. */
    @Test
    void writing_and_handing_over_makes_no_garbage_for_an_event() throws InterruptedException {
        EventConsumer blind = new EventConsumer() {
            @Override
            public void event(EventView event) {
                throw new AssertionError("events come as text");
            }

            @Override
            public void notice(Notice notice) {
                throw new AssertionError(notice.text());
            }

            @Override
            public void text(ByteBuffer text, int events) {
                assertThat(text.isReadOnly()).isTrue();
            }
        };
        Subscription source = hub.follow(wanting("one", new JsonFormat()));
        byte[][] batch = Collections.nCopies(2000, record(1)).toArray(byte[][]::new);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            hub.publish(0, batch);
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            while (source.poll(blind, 512, Duration.ZERO) > 0) {
                // all that is there
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        assertThat(source.delivered()).isEqualTo(20 * 2000);
        assertThat(least).isLessThan(2000 * 8);
    }

    @Test
    void a_field_that_no_stream_has_is_refused_at_once() {
        assertThatThrownBy(() -> hub.follow(wanting("one", json, "nowhere"))).isInstanceOf(TrackerException.class)
                .hasMessageContaining("nowhere");
        assertThat(hub.ledgers()).isEmpty();
    }
}
