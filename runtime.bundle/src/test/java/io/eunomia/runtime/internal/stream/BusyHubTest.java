package io.eunomia.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.internal.decode.TestObject;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A hub whose events never cease: the thread that hands them over is at it without a pause. */
class BusyHubTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final int ROUNDS = 50;
    /** For each turn that is waited for: the batch that is under way, and one that was begun before somebody waited. */
    private static final int BATCHES_A_TURN = 4;
    /** To subscribe, looking at the streams first; to look at the ledgers; to leave. */
    private static final int TURNS_A_ROUND = 4;

    private final FedHub hub = new FedHub(OBJECT.schema("everything"));
    private final AtomicLong batches = new AtomicLong();
    private volatile boolean over;

    @Test
    void lets_in_who_waits_after_a_batch_or_two() throws Exception {
        byte[][] batch = new byte[512][];
        Arrays.fill(batch, OBJECT.bytes("everything"));
        CountDownLatch flowing = new CountDownLatch(20);
        Thread events = new Thread(() -> {
            while (!over) {
                hub.publish(0, batch);
                batches.incrementAndGet();
                flowing.countDown();
            }
        }, "events");
        events.start();
        try {
            assertThat(flowing.await(20, TimeUnit.SECONDS)).isTrue();
            long meanwhile = 0;
            for (int i = 0; i < ROUNDS; i++) {
                long before = batches.get();
                Subscription subscription = hub.subscribe("one", 1 << 16);
                assertThat(hub.ledgers()).hasSize(1);
                subscription.close();
                meanwhile += batches.get() - before;
            }
            assertThat(meanwhile).isLessThan((long) ROUNDS * TURNS_A_ROUND * BATCHES_A_TURN);
        } finally {
            over = true;
            events.join();
        }
    }
}
