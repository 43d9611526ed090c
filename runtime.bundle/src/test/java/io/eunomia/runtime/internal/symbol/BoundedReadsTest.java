package io.eunomia.runtime.internal.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not answer holds nobody for long, and is asked again when it has answered. */
class BoundedReadsTest {
    private final CountDownLatch answers = new CountDownLatch(1);

    /** A read that no interruption ends, like one of a file system that does not answer. */
    private int stuck() {
        boolean answered = false;
        while (!answered) {
            try {
                answers.await();
                answered = true;
            } catch (InterruptedException e) {
                answered = false;
            }
        }
        return 1;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_source_that_does_not_answer_is_left_alone_until_it_does(boolean interrupts) throws IOException {
        try (BoundedReads reads = new BoundedReads("test-reads", Duration.ofMillis(50), interrupts)) {
            assertThatThrownBy(() -> reads.read("a", this::stuck)).isInstanceOf(BoundedReads.StillReading.class);
            assertThatThrownBy(() -> reads.read("a", () -> 2)).isInstanceOf(BoundedReads.StillReading.class).hasMessageContaining("earlier");
            assertThat(reads.<Integer>read("b", () -> 3)).isEqualTo(3);
            answers.countDown();
            Await.until("it is asked again", () -> {
                try {
                    return reads.read("a", () -> true);
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void several_that_do_not_answer_end_all_reading_until_one_does() throws IOException {
        try (BoundedReads reads = new BoundedReads("test-reads", Duration.ofMillis(50), true)) {
            for (String source : new String[] {"a", "b", "c"}) {
                assertThatThrownBy(() -> reads.read(source, this::stuck)).isInstanceOf(BoundedReads.StillReading.class);
            }
            assertThatThrownBy(() -> reads.read("d", () -> 1)).isInstanceOf(BoundedReads.StillReading.class);
            answers.countDown();
            Await.until("others are asked again", () -> {
                try {
                    return reads.read("d", () -> true);
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void a_failure_is_told_as_it_is() {
        try (BoundedReads reads = new BoundedReads("test-reads", Duration.ofSeconds(10), true)) {
            assertThatThrownBy(() -> reads.read("a", () -> {
                throw new IOException("gone");
            })).isExactlyInstanceOf(IOException.class).hasMessage("gone");
            assertThatThrownBy(() -> reads.read("a", () -> {
                throw new IllegalStateException("odd");
            })).isInstanceOf(IOException.class).hasRootCauseMessage("odd");
        }
    }
}
