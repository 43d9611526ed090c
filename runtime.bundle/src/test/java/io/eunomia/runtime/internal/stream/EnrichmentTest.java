package io.eunomia.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerStats.EnrichmentLedger;
import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventId;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Outlet;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.event.SubscriptionOptions.Enrich;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.TestObject;
import io.eunomia.runtime.internal.enrich.TestEnricher;
import io.eunomia.runtime.internal.format.CsvFormat;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.format.PlainTextFormat;
import io.eunomia.testkit.Await;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fields that are looked up are fields like any other to readers who ask for them, and nothing at all to others. */
@Timeout(60)
class EnrichmentTest {
    private static final CompiledSchema TAIL = TestObject.named("layouts").schema("tail");
    private static final Enrich OWNER = new Enrich(List.of("owner"), List.of());

    private TestEnricher enricher;
    private FedHub hub;

    private void begin(Function<Long, String> owners) {
        enricher = new TestEnricher(owners);
        hub = new FedHub(enricher.enrichers(), TAIL);
    }

    @AfterEach
    void end() {
        enricher.close();
    }

    private void publish(int... pids) {
        for (int pid : pids) {
            hub.publish(0, ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(pid).array());
        }
    }

    private static SubscriptionOptions owned() {
        return SubscriptionOptions.all("test").enriched(OWNER);
    }

    /** Takes what waits, as one format writes it. */
    private static List<String> lines(Subscription events, EventFormat format, String... fields) throws InterruptedException {
        Utf8Sink out = new Utf8Sink(64);
        EventFormat.Writer writer = format.newWriter(events.streams(), List.of(fields));
        writer.header(out);
        poll(events, new Taker(event -> writer.event(event, out), notice -> writer.notice(notice, out)));
        return out.toString().lines().toList();
    }

    private record Taker(java.util.function.Consumer<EventView> events, java.util.function.Consumer<Notice> notices)
            implements Outlet {
        @Override
        public void event(EventView event) {
            events.accept(event);
        }

        @Override
        public void notice(Notice notice) {
            notices.accept(notice);
        }

        @Override
        public void text(ByteBuffer text, int count) {
            throw new AssertionError("no text was asked for");
        }

        @Override
        public void flush(int handed) {
            // Nothing is kept back.
        }
    }

    private static void poll(Subscription events, Outlet taker) throws InterruptedException {
        while (events.poll(taker, 1000, Duration.ofMillis(50)) > 0) {
            // There may be more.
        }
    }

    private static List<String> owners(Subscription events) throws InterruptedException {
        List<String> owners = new ArrayList<>();
        poll(events, new Taker(event -> owners.add(event.sequence() + " " + event.text(event.schema().field("owner").orElseThrow()
                .index())), notice -> { }));
        return owners;
    }

    @Test
    void each_key_is_looked_up_once_and_every_format_shows_what_was_found() throws InterruptedException {
        begin(pid -> "user " + pid);
        try (Subscription json = hub.subscribe(owned()); Subscription plain = hub.subscribe(owned());
                Subscription csv = hub.subscribe(owned())) {
            publish(1, 2, 1, 1, 2);
            assertThat(lines(json, new JsonFormat(), "owner")).hasSize(5).first().asString()
                    .endsWith("\"@sequence\":1,\"owner\":\"user 1\"}");
            assertThat(lines(plain, new PlainTextFormat())).element(0).asString().endsWith("OWNER");
            assertThat(lines(csv, new CsvFormat(), "owner", "pid")).hasSize(6).last().asString().endsWith(",tail,5,user 2,2");
        }
        assertThat(enricher.asked).hasValue(2);
        assertThat(hub.enrichments()).containsExactly(new EnrichmentLedger("owner", 0, 0));
    }

    @Test
    void who_does_not_ask_has_the_streams_as_they_are_and_costs_no_look_up() throws InterruptedException {
        begin(pid -> "nobody asks");
        try (Subscription plain = hub.subscribe(SubscriptionOptions.all("plain"))) {
            publish(1, 2);
            assertThat(lines(plain, new JsonFormat())).hasSize(2);
            assertThat(plain.streams()).containsExactly(TAIL);
        }
        assertThat(enricher.asked).hasValue(0);
        assertThat(hub.enrichments()).isEmpty();
    }

    @Test
    void a_field_that_only_an_enricher_has_is_added_when_filter_or_fields_name_it() throws InterruptedException {
        begin(pid -> pid == 1 ? "root" : "bob");
        try (Subscription some = hub.subscribe(new SubscriptionOptions("f", "pid > 1 && owner == \"bob\"", 1 << 16));
                Subscription others = hub.subscribe(new SubscriptionOptions("n", "!(owner=bob)", 1 << 16));
                Subscription like = hub.subscribe(new SubscriptionOptions("l", "owner ~ \"^ro\"", 1 << 16));
                Subscription text = hub.follow(SubscriptionOptions.all("t").as(new JsonFormat(), List.of("owner")))) {
            publish(1, 2, 3, 1);
            assertThat(owners(some)).containsExactly("2 bob", "3 bob");
            assertThat(owners(others)).containsExactly("1 root", "4 root");
            assertThat(owners(like)).containsExactly("1 root", "4 root");
            assertThat(new TextTaker(text).take().text.toString()).contains("\"owner\":\"bob\"");
        }
    }

    @Test
    void events_wait_for_a_slow_look_up_for_a_moment_only_and_stay_in_order() throws InterruptedException {
        CountDownLatch answer = new CountDownLatch(1);
        begin(pid -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                return null;
            }
            return "late";
        });
        try (Subscription events = hub.subscribe(owned())) {
            publish(1, 1, 2, 3);
            long before = System.nanoTime();
            assertThat(owners(events)).containsExactly("1 unknown", "2 unknown", "3 unknown", "4 unknown");
            // One wait of 20 ms, for the first, and the end of the poll.
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(20));
            assertThat(hub.enrichments()).containsExactly(new EnrichmentLedger("owner", 4, 4));
            answer.countDown();
            List<String> later = new ArrayList<>();
            while (!later.contains("late")) {
                publish(1);
                owners(events).forEach(owner -> later.add(owner.substring(owner.indexOf(' ') + 1)));
            }
            SubscriberLedger ledger = hub.ledgers().get(0);
            assertThat(ledger.offered()).isEqualTo(ledger.delivered());
        }
    }

    @Test
    void what_nobody_knows_is_unknown_and_counted_and_the_fault_of_an_enricher_is_its_own() throws InterruptedException {
        begin(pid -> {
            if (pid == 2) {
                throw new IllegalStateException("a fault");
            }
            return pid == 3 ? null : "\u001b[31m\"\n# ended";
        });
        try (Subscription events = hub.subscribe(owned()); Subscription unknown = hub.subscribe(
                new SubscriptionOptions("u", "owner == unknown", 1 << 16)); Subscription known = hub.subscribe(
                        new SubscriptionOptions("k", "(owner=*)", 1 << 16))) {
            publish(1, 2, 3);
            assertThat(lines(events, new JsonFormat(), "owner")).satisfiesExactly(
                    one -> assertThat(one).endsWith(",\"owner\":\"\\u001b[31m\\\"\\n# ended\"}"),
                    two -> assertThat(two).endsWith("\"owner\":\"unknown\"}"),
                    three -> assertThat(three).endsWith("\"owner\":\"unknown\"}"));
            assertThat(hub.enrichments()).containsExactly(new EnrichmentLedger("owner", 2, 0));
            assertThat(owners(unknown)).containsExactly("2 unknown", "3 unknown");
            assertThat(owners(known)).hasSize(1).first().asString().startsWith("1 ").doesNotContain("\n", "\u001b");
        }
    }

    @Test
    void an_enricher_that_goes_leaves_its_readers_with_unknown_and_new_ones_with_a_message() throws InterruptedException {
        begin(pid -> "here");
        try (Subscription events = hub.subscribe(owned())) {
            publish(1);
            assertThat(owners(events)).containsExactly("1 here");
            enricher.close();
            publish(1);
            assertThat(owners(events)).containsExactly("2 unknown");
            assertThatThrownBy(() -> hub.subscribe(owned())).isInstanceOf(TrackerException.class)
                    .hasMessageContaining("no enricher \"owner\"");
        }
    }

    @Test
    void an_enricher_that_can_add_nothing_is_refused_with_what_it_needs() {
        begin(pid -> "");
        hub = new FedHub(enricher.enrichers(), TestObject.named("layouts").schema("bits"));
        assertThatThrownBy(() -> hub.subscribe(owned())).isInstanceOfSatisfying(TrackerException.class, refused ->
                assertThat(refused.failure().message() + refused.failure().hint()).contains("can add nothing", "a field pid"));
    }

    @Test
    void an_enricher_that_does_not_say_what_it_adds_holds_one_reader_for_a_moment_only() throws InterruptedException {
        begin(pid -> "me");
        Runnable release = enricher.hold();
        long begin = System.nanoTime();
        assertThatThrownBy(() -> hub.subscribe(owned())).isInstanceOfSatisfying(TrackerException.class, refused ->
                assertThat(refused.failure().message()).isEqualTo(
                        "the enricher owner does not say what it adds: its code does not return"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        long next = System.nanoTime();
        assertThatThrownBy(() -> hub.subscribe(owned())).isInstanceOf(TrackerException.class);
        try (Subscription events = hub.subscribe(SubscriptionOptions.all("test"))) {
            assertThat(Duration.ofNanos(System.nanoTime() - next)).as("an earlier call is not waited for again")
                    .isLessThan(Duration.ofMillis(900));
            publish(1);
            assertThat(lines(events, new JsonFormat())).hasSize(1);
        }
        release.run();
        Await.until("the enricher to answer again", () -> {
            try (Subscription events = hub.subscribe(owned())) {
                publish(7);
                return owners(events).stream().anyMatch(owner -> owner.endsWith(" me"));
            } catch (TrackerException e) {
                return false;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void fields_stay_over_a_hot_update_and_are_there_for_events_that_were_kept() throws InterruptedException {
        begin(pid -> "user " + pid);
        try (Subscription first = hub.subscribe(owned().keeping())) {
            publish(1, 2);
            CompiledSchema next = TestObject.named("layouts").schema("tail");
            hub.update(next);
            publish(3);
            assertThat(owners(first)).containsExactly("1 user 1", "2 user 2", "3 user 3");
            try (Subscription again = hub.subscribe(owned().from(new EventId(first.epoch(), 1)))) {
                assertThat(owners(again)).containsExactly("2 user 2", "3 user 3");
            }
        }
    }

    @Test
    void known_values_make_no_garbage_and_more_keys_than_are_kept_do_no_harm() throws InterruptedException {
        begin(pid -> "user " + pid);
        Utf8Sink out = new Utf8Sink(1 << 16);
        long[] read = new long[1];
        try (Subscription events = hub.subscribe(new SubscriptionOptions("many", "", 1 << 20).enriched(OWNER))) {
            EventFormat.Writer writer = new JsonFormat().newWriter(events.streams(), List.of("owner"));
            Taker taker = new Taker(event -> {
                out.clear();
                writer.event(event, out);
                read[0]++;
            }, notice -> { });
            for (int pid = 0; pid < 10_000; pid++) {
                publish(pid);
                if (pid % 500 == 0) {
                    poll(events, taker);
                }
            }
            poll(events, taker);
            assertThat(read[0]).isEqualTo(10_000);
            assertThat(hub.ledgers().get(0).dropped()).isZero();

            publish(7, 8);
            poll(events, taker);
            publish(new int[5_000]);
            publish(7);
            poll(events, taker);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            publish(new int[5_000]);
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            events.poll(taker, 5_000, Duration.ZERO);
            long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertThat(bytes).as("bytes for 5000 events").isLessThan(20_000);
        }
    }
}
