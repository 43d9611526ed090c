package io.eunomia.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.LibbpfLibrary;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one thread by which the events of all trackers come. */
@Tag("kernel")
class EventLoopTest {

    /** A source that is to be read again at once, and fails the first few times. */
    private static final class Failing implements EventSource {
        private final CountDownLatch failures = new CountDownLatch(3);
        private final CountDownLatch readings = new CountDownLatch(3);
        private final Class<? extends Throwable> kind;

        Failing(Class<? extends Throwable> kind) {
            this.kind = kind;
        }

        @Override
        public int[] fds() {
            return new int[0];
        }

        @Override
        public long ready() {
            if (failures.getCount() == 0) {
                readings.countDown();
                return 0;
            }
            failures.countDown();
            if (kind == OutOfMemoryError.class) {
                throw new OutOfMemoryError("as if the heap were full");
            }
            throw new IllegalStateException("as if a record were broken");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, IllegalStateException.class})
    void goes_on_after_a_source_has_failed(Class<? extends Throwable> kind) throws Exception {
        try (LibbpfLibrary library = LibbpfLibrary.load(); EventLoop loop = new EventLoop(library.libbpf().newEpoll())) {
            Failing source = new Failing(kind);
            loop.add(source);
            assertThat(source.readings.await(20, TimeUnit.SECONDS)).isTrue();
            loop.remove(source);
        }
    }

    @Test
    void goes_on_after_there_was_no_heap_to_add_a_source() throws Exception {
        try (LibbpfLibrary library = LibbpfLibrary.load(); EventLoop loop = new EventLoop(library.libbpf().newEpoll())) {
            EventSource full = new EventSource() {
                @Override
                public int[] fds() {
                    throw new OutOfMemoryError("as if the heap were full");
                }

                @Override
                public long ready() {
                    return WAIT;
                }
            };
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> loop.add(full))).hasMessage("the heap is full");
            Failing source = new Failing(IllegalStateException.class);
            loop.add(source);
            assertThat(source.readings.await(20, TimeUnit.SECONDS)).isTrue();
            loop.remove(source);
        }
    }
}
