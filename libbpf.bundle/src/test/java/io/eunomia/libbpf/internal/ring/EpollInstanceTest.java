package io.eunomia.libbpf.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.ring.Epoll;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EpollInstanceTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final LibC C = TestKernel.libc();

    @Test
    void tokens_of_ready_descriptors_are_told_and_of_no_others() {
        try (Epoll epoll = EpollInstance.open(C); EventFd first = new EventFd(); EventFd second = new EventFd()) {
            epoll.add(first.fd, 0);
            epoll.add(second.fd, Integer.MAX_VALUE);
            int[] ready = new int[4];
            assertThat(epoll.await(ready, Duration.ZERO)).isZero();
            second.raise();
            assertThat(epoll.await(ready, LONG)).isEqualTo(1);
            assertThat(ready[0]).isEqualTo(Integer.MAX_VALUE);
            first.raise();
            assertThat(epoll.await(ready, LONG)).as("level-triggered").isEqualTo(2);
            epoll.remove(second.fd);
            assertThat(epoll.await(ready, LONG)).isEqualTo(1);
            assertThat(ready[0]).isZero();
        }
    }

    @Test
    void more_ready_than_fit_come_one_after_the_other() {
        try (Epoll epoll = EpollInstance.open(C); EventFd first = new EventFd(); EventFd second = new EventFd()) {
            epoll.add(first.fd, 1);
            epoll.add(second.fd, 2);
            first.raise();
            second.raise();
            int[] ready = new int[1];
            int seen = 0;
            for (int i = 0; i < 2; i++) {
                assertThat(epoll.await(ready, LONG)).isEqualTo(1);
                seen |= ready[0];
            }
            assertThat(seen).isEqualTo(3);
        }
    }

    @Test
    void a_wait_ends_when_its_time_is_over() {
        try (Epoll epoll = EpollInstance.open(C)) {
            long start = System.nanoTime();
            assertThat(epoll.await(new int[1], Duration.ofMillis(20))).isZero();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000L);
        }
    }

    @Test
    void a_wake_up_ends_the_next_wait_or_the_running_one_once() {
        try (Epoll epoll = EpollInstance.open(C)) {
            epoll.wakeUp();
            epoll.wakeUp();
            assertThat(epoll.await(new int[1], Duration.ofDays(1000_000))).isZero();
            assertThat(epoll.await(new int[1], Duration.ZERO)).isZero();
            CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> epoll.await(new int[1], LONG));
            epoll.wakeUp();
            assertThat(waiting.join()).isZero();
        }
    }

    @Test
    void a_wake_up_does_not_hide_ready_descriptors() {
        try (Epoll epoll = EpollInstance.open(C); EventFd one = new EventFd()) {
            epoll.add(one.fd, 7);
            one.raise();
            epoll.wakeUp();
            int[] ready = new int[2];
            assertThat(epoll.await(ready, LONG)).isEqualTo(1);
            assertThat(ready[0]).isEqualTo(7);
        }
    }

    @Test
    void close_is_idempotent_and_ends_use() {
        Epoll epoll = EpollInstance.open(C);
        epoll.close();
        epoll.close();
        epoll.wakeUp();
        assertThatThrownBy(() -> epoll.await(new int[1], LONG)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> epoll.add(0, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void close_during_a_wait_returns_it() {
        Epoll epoll = EpollInstance.open(C);
        CompletableFuture<Void> rounds = CompletableFuture.runAsync(() -> {
            int[] ready = new int[1];
            while (true) {
                epoll.await(ready, LONG);
            }
        });
        epoll.wakeUp();
        epoll.close();
        assertThatThrownBy(rounds::join).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void mistakes_are_named() {
        try (Epoll epoll = EpollInstance.open(C); EventFd one = new EventFd()) {
            epoll.add(one.fd, 1);
            assertThatThrownBy(() -> epoll.add(one.fd, 1)).isInstanceOf(BpfException.class)
                    .hasMessageContaining("descriptor " + one.fd).hasMessageContaining("EEXIST");
            assertThatThrownBy(() -> epoll.add(-1, 1)).isInstanceOf(BpfException.class).hasMessageContaining("EBADF");
            assertThatThrownBy(() -> epoll.add(one.fd, -1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> epoll.await(new int[0], LONG)).isInstanceOf(IllegalArgumentException.class);
            epoll.remove(one.fd);
            epoll.remove(one.fd);
            epoll.remove(-1);
        }
    }

    @Test
    void waiting_makes_little_garbage_however_many_descriptors_are_ready() {
        List<EventFd> many = Stream.generate(EventFd::new).limit(50).toList();
        try (Epoll epoll = EpollInstance.open(C)) {
            for (EventFd one : many) {
                epoll.add(one.fd, 1);
                one.raise();
            }
            int[] ready = new int[many.size()];
            long allocated = 0;
            for (int round = 0; round < 5; round++) {
                allocated = Allocation.during(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        epoll.await(ready, LONG);
                    }
                });
            }
            // jnr-ffi boxes what it passes.
            assertThat(allocated / 20_000).isLessThan(300);
        } finally {
            many.forEach(EventFd::close);
        }
    }

    /** eventfd(2): ready once raised. */
    private static final class EventFd implements AutoCloseable {
        private final ByteBuffer one = NativeMemory.allocate(8).putLong(0, 1);
        private final int fd = C.eventfd(0, 0);

        void raise() {
            assertThat(C.write(fd, NativeMemory.address(one), 8)).isEqualTo(8);
        }

        @Override
        public void close() {
            C.close(fd);
        }
    }
}
