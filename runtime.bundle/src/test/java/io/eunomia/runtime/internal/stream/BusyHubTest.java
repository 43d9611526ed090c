package io.eunomia.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.internal.decode.TestObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** A hub whose events never cease: the thread that hands them over is at it without a pause. */
class BusyHubTest {
    private static final TestObject OBJECT = TestObject.named("layouts");

    private final TrackerHub hub = new TrackerHub();

    /** It may be a client that subscribes, or looks at the ledger. */
    @RepeatedTest(30)
    @Timeout(60)
    void lets_in_who_waits_before_the_next_batch() throws InterruptedException {
        hub.begin(List.of(OBJECT.schema("everything")));
        hub.describe(0, true, 4096);
        AtomicBoolean served = new AtomicBoolean();
        AtomicBoolean before = new AtomicBoolean();
        Thread waiting = new Thread(() -> hub.lost(0, () -> {
            served.set(true);
            return 0;
        }), "waiting");
        hub.publishBatch(0, batch(() -> {
            waiting.start();
            while (waiting.getState() != Thread.State.WAITING && waiting.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
        }));
        hub.publishBatch(0, batch(() -> before.set(served.get())));
        waiting.join();
        assertThat(before).isTrue();
    }

    /** @param first is done when the batch is begun, by the thread that has the hub then */
    private static List<ByteBuffer> batch(Runnable first) {
        ByteBuffer record = ByteBuffer.wrap(OBJECT.bytes("everything")).order(ByteOrder.LITTLE_ENDIAN);
        return new AbstractList<>() {
            @Override
            public ByteBuffer get(int index) {
                first.run();
                return record;
            }

            @Override
            public int size() {
                return 1;
            }
        };
    }
}
