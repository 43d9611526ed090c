package io.eunomia.runtime.internal.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {

    @Test
    void every_step_is_done_and_the_first_failure_told_with_the_others() {
        List<Integer> done = new ArrayList<>();
        Closer closer = new Closer().run(() -> done.add(1)).each(List.of(2, 3), number -> {
            done.add(number);
            throw new IllegalStateException("step " + number);
        }).run(() -> done.add(4));
        assertThat(done).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(closer::rethrow).hasMessage("step 2").satisfies(failure ->
                assertThat(failure.getSuppressed()).singleElement().extracting(Throwable::getMessage).isEqualTo("step 3"));
    }

    @Test
    void nothing_is_thrown_when_nothing_fails() {
        Closer closer = new Closer().run(() -> { });
        closer.rethrow();
        assertThat(closer.failure()).isNull();
    }
}
