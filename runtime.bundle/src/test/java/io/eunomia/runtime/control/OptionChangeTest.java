package io.eunomia.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.StartOptions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionChangeTest {
    private static final GivenTypes OLD = GivenTypes.of("old", new byte[] {1});
    private static final GivenTypes NEW = GivenTypes.of("new", new byte[] {2});
    private static final StartOptions BEFORE = StartOptions.none().withArguments(Map.of("pid", "1")).withBtf(OLD);
    private static final StartOptions GIVEN = StartOptions.none().withArguments(Map.of("comm", "x"));

    @Test
    void a_tracker_keeps_its_options_when_none_are_given() {
        assertThat(new OptionChange(StartOptions.none(), false).from(BEFORE)).isEmpty();
        assertThat(new OptionChange(StartOptions.none().withName("only a name"), false).from(BEFORE)).isEmpty();
    }

    @Test
    void given_options_take_the_place_of_all_but_the_types() {
        assertThat(new OptionChange(GIVEN, false).from(BEFORE)).contains(GIVEN.withBtf(OLD));
    }

    @Test
    void types_alone_leave_the_other_options() {
        assertThat(new OptionChange(StartOptions.none().withBtf(NEW), false).from(BEFORE)).contains(BEFORE.withBtf(NEW));
    }

    /** An operator who sets another argument does not want a blind spot at the next restart. */
    @Test
    void other_options_leave_a_tracker_in_the_kernel_and_that_alone_leaves_the_others() {
        StartOptions kept = BEFORE.withPersist(true);
        assertThat(new OptionChange(GIVEN, false).from(kept)).contains(GIVEN.withBtf(OLD).withPersist(true));
        assertThat(new OptionChange(StartOptions.none().withPersist(true), false).from(BEFORE)).contains(kept);
        assertThat(new OptionChange(StartOptions.none().withPersist(false), false).from(kept))
                .contains(BEFORE.withPersist(false));
        assertThat(new OptionChange(GIVEN.withPersist(false), false).from(kept))
                .contains(GIVEN.withBtf(OLD).withPersist(false));
    }

    @Test
    void clearing_forgets_the_types_too() {
        assertThat(new OptionChange(StartOptions.none(), true).from(BEFORE)).contains(StartOptions.none());
        assertThat(new OptionChange(GIVEN, true).from(BEFORE)).contains(GIVEN.withBtf(Optional.empty()));
        assertThat(new OptionChange(GIVEN.withBtf(NEW), true).from(BEFORE)).contains(GIVEN.withBtf(NEW));
        assertThat(new OptionChange(GIVEN, true).from(BEFORE.withPersist(true))).contains(GIVEN);
        assertThat(new OptionChange(GIVEN.withPersist(true), true).from(BEFORE)).contains(GIVEN.withPersist(true));
    }
}
