package io.eunomia.http.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlowdownTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final Slowdown slowdown = new Slowdown(Duration.ofSeconds(1), now::get);

    private int freeOnes(String address) {
        int free = 0;
        while (slowdown.next(address).isZero()) {
            free++;
        }
        return free;
    }

    @Test
    void some_are_free_and_come_back_with_time() {
        assertThat(freeOnes("192.0.2.1")).isEqualTo(Slowdown.FREE);
        assertThat(slowdown.next("192.0.2.1")).isEqualTo(Duration.ofSeconds(1));
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(freeOnes("192.0.2.1")).isEqualTo(20);
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(freeOnes("192.0.2.1")).isEqualTo(Slowdown.FREE);
    }

    @Test
    void peers_do_not_use_up_what_others_have() {
        freeOnes("192.0.2.1");
        assertThat(freeOnes("192.0.2.2")).isEqualTo(Slowdown.FREE);
    }

    @Test
    void another_address_of_the_same_peer_changes_nothing() {
        freeOnes("127.0.0.1");
        assertThat(freeOnes("127.9.8.7")).isZero();
        assertThat(freeOnes("::1")).isZero();
        freeOnes("2001:db8:1:2::1");
        assertThat(freeOnes("2001:db8:1:2:ffff::7")).isZero();
        assertThat(freeOnes("2001:db8:1:3::1")).isEqualTo(Slowdown.FREE);
    }

    @Test
    void the_number_of_peers_that_are_known_is_bounded() {
        for (int i = 0; i < 100_000; i++) {
            slowdown.next("10." + (i >> 16) + '.' + (i >> 8 & 255) + '.' + (i & 255));
        }
        assertThat(slowdown.peers()).isLessThanOrEqualTo(1024);
    }
}
