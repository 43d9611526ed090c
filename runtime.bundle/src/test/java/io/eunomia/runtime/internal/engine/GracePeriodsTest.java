package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GracePeriodsTest {
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore ends = new Semaphore(0);
    private final AtomicInteger waits = new AtomicInteger();
    private final GracePeriods periods = new GracePeriods(() -> {
        waits.incrementAndGet();
        begun.release();
        ends.acquireUninterruptibly();
    });

    @Test
    void who_asks_while_one_is_waited_for_shares_the_next() throws Exception {
        CompletableFuture<Void> first = periods.next();
        begun.acquire();
        CompletableFuture<Void> second = periods.next();
        assertThat(second).as("the one that has begun is of no use to it").isNotSameAs(first);
        assertThat(periods.next()).isSameAs(second);
        ends.release();
        first.get(30, TimeUnit.SECONDS);
        assertThat(second).isNotDone();
        ends.release();
        second.get(30, TimeUnit.SECONDS);
        assertThat(waits).hasValue(2);
        ends.release();
        periods.next().get(30, TimeUnit.SECONDS);
        assertThat(waits).as("after a rest").hasValue(3);
    }

    @Test
    void one_that_cannot_be_waited_for_keeps_nobody_waiting() throws Exception {
        new GracePeriods(() -> {
            throw new IllegalStateException("no membarrier");
        }).next().get(30, TimeUnit.SECONDS);
    }
}
