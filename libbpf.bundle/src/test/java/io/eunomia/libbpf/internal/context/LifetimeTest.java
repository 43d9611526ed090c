package io.eunomia.libbpf.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    @Test
    void the_end_waits_for_uses_and_comes_once() throws Exception {
        Lifetime lifetime = new Lifetime("object \"x\"");
        AtomicInteger ends = new AtomicInteger();
        CountDownLatch used = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        threads.execute(() -> lifetime.during(() -> {
            used.countDown();
            await(release);
            return ends.get() == 0 ? null : ends.addAndGet(100);
        }));
        await(used);
        threads.execute(() -> lifetime.end(ends::incrementAndGet));
        threads.execute(() -> lifetime.end(ends::incrementAndGet));
        release.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ends).hasValue(1);
        assertThatThrownBy(lifetime::begin).isInstanceOf(IllegalStateException.class)
                .hasMessage("object \"x\" is closed");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
