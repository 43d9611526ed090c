package io.eunomia.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EntryRingTest {
    private static final int ENTRIES = 200_000;

    @Test
    void what_one_thread_puts_another_finds_whole_and_in_order() throws Exception {
        EntryRing ring = new EntryRing(1 << 14);
        AtomicLong marksPut = new AtomicLong();
        Thread producer = new Thread(() -> {
            Random random = new Random(1);
            ByteBuffer record = ByteBuffer.allocate(4096);
            for (int i = 0; i < ENTRIES; i++) {
                int length = random.nextInt(300);
                for (int at = 0; at < length; at++) {
                    record.put(at, (byte) (i + at));
                }
                while (!ring.put(i % 7, record, 0, length, i, -i)) {
                    Thread.onSpinWait();
                }
                if (i % 100 == 0 && ring.putMark()) {
                    marksPut.incrementAndGet();
                }
            }
        });
        producer.start();
        Random random = new Random(1);
        long marks = 0;
        for (int i = 0; i < ENTRIES;) {
            if (!ring.next()) {
                Thread.onSpinWait();
                continue;
            }
            if (ring.marked()) {
                marks++;
            } else {
                check(ring, i, random.nextInt(300));
                i++;
            }
            ring.release();
        }
        producer.join();
        marks += ring.next() && ring.marked() ? 1 : 0;
        assertThat(marks).isEqualTo(marksPut.get());
    }

    private static void check(EntryRing ring, int number, int length) {
        assertThat(ring.sequence()).isEqualTo(number);
        assertThat(ring.readNanos()).isEqualTo(-number);
        assertThat(ring.schema()).isEqualTo(number % 7);
        assertThat(ring.length()).isEqualTo(length);
        for (int at = 0; at < length; at++) {
            if (ring.memory().get(ring.offset() + at) != (byte) (number + at)) {
                assertThat(at).as("first wrong byte of entry %d", number).isEqualTo(-1);
            }
        }
    }

    @Test
    void what_does_not_fit_is_refused_and_changes_nothing() {
        EntryRing ring = new EntryRing(4096);
        ByteBuffer record = ByteBuffer.allocate(8192);
        assertThat(ring.put(0, record, 0, 4096, 1, 0)).isFalse();
        assertThat(ring.next()).isFalse();
        int fitted = 0;
        while (ring.put(0, record, 0, 1000, fitted, 0)) {
            fitted++;
        }
        assertThat(fitted).isEqualTo(4);
        assertThat(ring.room(1000, 0)).isFalse();
        assertThat(ring.next()).isTrue();
        ring.release();
        assertThat(ring.room(900, 1)).isTrue();
        assertThat(ring.put(0, record, 0, 900, 9, 0)).isTrue();
        for (int expected = 1; expected < 4; expected++) {
            assertThat(ring.next()).isTrue();
            assertThat(ring.sequence()).isEqualTo(expected);
            ring.release();
        }
        assertThat(ring.next()).isTrue();
        assertThat(ring.sequence()).isEqualTo(9);
    }
}
