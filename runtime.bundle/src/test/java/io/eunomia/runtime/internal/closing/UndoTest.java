package io.eunomia.runtime.internal.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoTest {
    private final List<String> done = new ArrayList<>();
    private final Undo undo = new Undo();
    private final IllegalStateException cause = new IllegalStateException("the third step failed");

    @Test
    void steps_are_taken_back_from_the_newest_to_the_oldest() {
        undo.add(() -> done.add("first"));
        undo.add(() -> done.add("second"));
        undo.run(cause);
        assertThat(done).containsExactly("second", "first");
    }

    @Test
    void a_step_that_fails_keeps_no_other_from_being_taken_back_and_is_told_with_the_cause() {
        IOException disk = new IOException("the disk is full");
        undo.add(() -> done.add("first"));
        undo.add(() -> {
            throw disk;
        });
        undo.add(() -> {
            throw cause;
        });
        undo.run(cause);
        assertThat(done).containsExactly("first");
        assertThat(cause.getSuppressed()).containsExactly(disk);
    }

    @Test
    void nothing_is_taken_back_twice() {
        undo.add(() -> done.add("first"));
        undo.run(cause);
        undo.run(cause);
        assertThat(done).containsExactly("first");
    }
}
