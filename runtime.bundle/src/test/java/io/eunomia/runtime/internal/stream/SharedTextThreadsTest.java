package io.eunomia.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventId;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.TestObject;
import io.eunomia.runtime.internal.format.JsonFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers of one text on threads of their own, which come and go while there are more and more events. */
@Timeout(120)
class SharedTextThreadsTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final CompiledSchema TAIL = OBJECT.schema("tail");

    private final JsonFormat json = new JsonFormat();
    private final FedHub hub = new FedHub(TAIL);

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            hub.publish(0, ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(i).array());
        }
    }

    private static SubscriptionOptions wanting(String name, EventFormat format) {
        return SubscriptionOptions.all(name).as(format, List.of());
    }

    private TextTaker taker(String name, EventFormat format) {
        return new TextTaker(hub.follow(wanting(name, format)));
    }

    private void assertLedgersClose() {
        assertThat(hub.ledgers()).allSatisfy(ledger -> assertThat(ledger.pending())
                .isEqualTo(ledger.offered() - ledger.delivered() - ledger.dropped()).isNotNegative());
    }

    @Test
    void who_comes_again_gets_what_is_kept_and_then_the_shared_text_without_a_gap() throws Exception {
        int count = 200_000;
        SubscriptionOptions keeping = wanting("again", json).keeping();
        Subscription first = hub.follow(keeping);
        String epoch = first.epoch();
        Thread flood = new Thread(() -> publish(count), "flood");
        flood.start();
        long accounted = 0;
        while (accounted < count) {
            TextTaker again = new TextTaker(hub.follow(keeping.from(new EventId(epoch, accounted))));
            again.source.poll(again, 100, Duration.ofMillis(50));
            again.take();
            again.source.close();
            long missed = again.told() + again.notices.stream().filter(Notice.Missed.class::isInstance)
                    .mapToLong(one -> ((Notice.Missed) one).count()).sum();
            List<Long> got = again.numbers();
            for (int i = 0; i < got.size(); i++) {
                assertThat(got.get(i)).isGreaterThan(i == 0 ? accounted : got.get(i - 1));
            }
            if (!got.isEmpty()) {
                assertThat(got.get(got.size() - 1) - accounted).isEqualTo(got.size() + missed);
                accounted = got.get(got.size() - 1);
            }
        }
        flood.join();
        assertThat(accounted).isEqualTo(count);
    }

    /** Readers come, go, and are slow, while events never cease: each sees every number once, or is told of it. */
    @Test
    void under_a_flood_each_of_many_readers_sees_every_event_or_is_told_how_many_it_lost() throws Exception {
        int count = 0;
        AtomicInteger sessions = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                readers.add(threads.submit(reading(new Random(i), sessions, done)));
            }
            TextTaker steady = taker("steady", json);
            Future<TextTaker> all = threads.submit(steady::takeAll);
            for (; sessions.get() < 40 || count < 100_000; count += 1000) {
                publish(1000);
            }
            done.set(true);
            assertLedgersClose();
            hub.end();
            for (Future<?> reader : readers) {
                reader.get();
            }
            all.get();
            assertThat(steady.numbers().size() + steady.told()).isEqualTo(count);
            assertThat(steady.source.offered()).isEqualTo(count)
                    .isEqualTo(steady.source.delivered() + steady.source.dropped());
            assertThat(hub.ledgers()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reads for a while, leaves and comes again, until there are no more events. */
    private Callable<Void> reading(Random random, AtomicInteger sessions, AtomicBoolean done) {
        return () -> {
            while (!done.get()) {
                TextTaker taker;
                try {
                    taker = taker("some", json);
                } catch (TrackerException e) {
                    assertThat(done).as(e.getMessage()).isTrue();
                    break;
                }
                sessions.incrementAndGet();
                for (int i = random.nextInt(100); i >= 0; i--) {
                    taker.source.poll(taker, 100, Duration.ofMillis(2));
                    if (random.nextInt(20) == 0) {
                        // A slow reader: it does something else for a while.
                        synchronized (taker) {
                            taker.wait(random.nextInt(20) + 1);
                        }
                    }
                }
                taker.source.close();
                List<Long> got = taker.numbers();
                for (int at = 1; at < got.size(); at++) {
                    assertThat(got.get(at)).isGreaterThan(got.get(at - 1));
                }
                if (!got.isEmpty()) {
                    assertThat(got.get(got.size() - 1) - got.get(0) + 1).isLessThanOrEqualTo(got.size() + taker.told());
                }
                assertThat(taker.source.delivered()).isEqualTo(got.size());
                assertThat(taker.source.offered()).isGreaterThanOrEqualTo(got.size() + taker.source.dropped());
            }
            return null;
        };
    }

    /** Of two readers one waits for records, the other for text; whichever leaves, the other goes on at once. */
    @Test
    void who_waits_goes_on_when_the_other_leaves() throws Exception {
        for (int round = 0; round < 200; round++) {
            TextTaker staying = taker("staying", json);
            TextTaker leaving = taker("leaving", json);
            Thread waiting = new Thread(() -> {
                try {
                    leaving.source.poll(leaving, 1, Duration.ofSeconds(60));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Thread first = round % 2 == 0 ? waiting : new Thread(() -> { });
            first.start();
            Thread publishing = new Thread(() -> {
                leaving.source.close();
                publish(1);
            });
            publishing.start();
            assertThat(staying.source.poll(staying, 1, Duration.ofSeconds(60))).isPositive();
            first.join();
            publishing.join();
            staying.source.close();
        }
    }
}
