package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.descriptor.Descriptor.Requirements;
import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.display.StackFrame;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.format.CsvFormat;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.format.PlainTextFormat;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Call stacks that come with the events of a real program have its functions, and never others. */
@Tag("kernel")
class EventStacksTest {
    private static EngineFixture fixture;
    private final TrackerHub hub = new TrackerHub();

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        fixture = new EngineFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private ActiveTracker start(StackedProgram program, FieldSpec... fields) {
        List<EventSpec> events = fields.length == 0 ? List.of() : List.of(new EventSpec("events", "", "", List.of(fields)));
        Descriptor descriptor = new Descriptor("t", "1.0.0", "", Set.of(), List.of("events", "lies"), Map.of(), List.of(), Map.of(),
                events, List.of(), List.of(), Requirements.NONE, Map.of());
        return fixture.engine.start(EngineFixture.of("event_stacks", descriptor), StartOptions.none().withArguments(Map.of("target_pid",
                Integer.toString(program.pid()))), hub);
    }

    /** Writes each event as soon as it comes. */
    private static final class Written implements EventConsumer {
        private final List<Map<String, Object>> values = new ArrayList<>();
        private final Utf8Sink text = new Utf8Sink(4096);
        private final EventFormat format;

        Written(EventFormat format) {
            this.format = format;
        }

        @Override
        public void event(EventView event) {
            if (values.isEmpty()) {
                EventFormat.Writer writer = format.newWriter(List.of(event.schema()), List.of());
                writer.header(text);
                writer.event(event, text);
            }
            Map<String, Object> all = new HashMap<>();
            event.schema().fields().forEach(field -> all.put(field.name(), event.value(field.index())));
            values.add(all);
        }

        @Override
        public void notice(Notice notice) {
            assertThat(notice.kind()).isNotEqualTo("lost");
        }
    }

    private Written written(EventFormat format, String stream, int wanted, Runnable calls) throws InterruptedException {
        try (Subscription subscription = hub.subscribe(new SubscriptionOptions("t", "@stream == " + stream, 1 << 20))) {
            calls.run();
            Written written = new Written(format);
            while (written.values.size() < wanted) {
                assertThat(subscription.poll(written, wanted, Duration.ofSeconds(20))).isPositive();
            }
            return written;
        }
    }

    private static List<String> names(Object stack) {
        return ((CallStack) stack).frames().stream().map(StackFrame::name).toList();
    }

    @Test
    void each_kind_of_stack_has_the_functions_that_called() throws InterruptedException {
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program)) {
            assertThat(tracker.hub()).isSameAs(hub);
            Written written = written(new JsonFormat(), "events", 3, () -> program.call(2, 1));
            for (String user : List.of("ustack", "user_stack_id", "user.stack_id")) {
                assertThat(written.values).extracting(event -> names(event.get(user)).subList(0, 3)).as(user).containsExactly(
                        List.of("inner", "outer_a", "main"), List.of("inner", "outer_a", "main"), List.of("inner", "outer_b", "main"));
            }
            for (String kernel : List.of("kstack", "kern_stack_id", "kernel_raw")) {
                assertThat(written.values).allSatisfy(event -> {
                    assertThat(((CallStack) event.get(kernel)).frames()).as(kernel).isNotEmpty().allMatch(StackFrame::kernel);
                    assertThat(names(event.get(kernel))).anyMatch(name -> name.contains("syscall"));
                });
            }
            assertThat(written.text.toString()).contains("\"ustack\":[{\"name\":\"inner\",\"module\":\"stacked\",\"address\":\"0x");
        }
    }

    @Test
    void people_see_a_function_a_line_and_tables_a_cell() throws InterruptedException {
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program)) {
            assertThat(tracker.hub()).isSameAs(hub);
            String plain = written(new PlainTextFormat(), "events", 1, () -> program.call(1, 0)).text.toString();
            assertThat(plain.lines().toList()).containsSubsequence("    inner (stacked)", "    outer_a (stacked)", "    main (stacked)");
            assertThat(plain.lines().findFirst().orElseThrow()).doesNotContain("STACK_ID");
            String csv = written(new CsvFormat(), "events", 1, () -> program.call(1, 0)).text.toString();
            assertThat(csv.lines()).hasSize(2);
            assertThat(csv).containsPattern("[,;]main;outer_a;inner,");
        }
    }

    @Test
    void a_list_of_addresses_has_their_names_if_somebody_says_so() throws InterruptedException {
        try (StackedProgram program = StackedProgram.start(folder);
                ActiveTracker tracker = start(program, new FieldSpec("callers", 0, "usym"), new FieldSpec("ustack", 0, ""))) {
            assertThat(tracker.hub()).isSameAs(hub);
            Written written = written(new JsonFormat(), "events", 1, () -> program.call(1, 0));
            assertThat(written.values.get(0)).containsEntry("callers", List.of("inner", "0x10"));
            assertThat(written.text.toString()).contains("\"callers\":[\"inner\",\"0x10\"]");
        }
    }

    @Test
    void a_filter_finds_functions() throws InterruptedException {
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program);
                Subscription subscription = hub.subscribe(new SubscriptionOptions("t", "@stream == events && ustack ~ \"outer_b\" && callers == 16", 1 << 20))) {
            program.call(5, 2);
            Written written = new Written(new JsonFormat());
            while (written.values.size() < 2) {
                assertThat(subscription.poll(written, 10, Duration.ofSeconds(20))).isPositive();
            }
            assertThat(written.values).hasSize(2).allSatisfy(event -> assertThat(names(event.get("ustack"))).contains("outer_b"));
            assertThat(tracker.hub()).isSameAs(hub);
        }
    }

    @Test
    void what_is_not_true_is_no_stack_and_no_name() throws InterruptedException {
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program)) {
            assertThat(tracker.hub()).isSameAs(hub);
            Map<String, Object> lie = written(new JsonFormat(), "lies", 1, () -> program.call(1, 0)).values.get(0);
            CallStack beyond = (CallStack) lie.get("kstack");
            assertThat(beyond.frames()).as("no more than the record has").hasSize(32).noneMatch(StackFrame::known)
                    .extracting(StackFrame::name).containsOnly("0xffffffffffffffff");
            assertThat(lie).containsEntry("ustack", CallStack.NONE).containsEntry("user.stack_id", CallStack.NONE);
            assertThat(((CallStack) lie.get("kern_stack_id")).missing()).contains("another stack");
            assertThat(((CallStack) lie.get("user_stack_id")).missing()).contains("gone");
            assertThat(((CallStack) lie.get("kernel_raw")).missing()).contains("gone");
        }
    }

    @Test
    void events_that_are_read_after_the_end_have_their_stacks_and_those_of_a_process_that_is_gone_are_addresses() throws InterruptedException {
        StackedProgram program = StackedProgram.start(folder);
        ActiveTracker tracker = start(program);
        try (Subscription subscription = hub.subscribe(new SubscriptionOptions("t", "@stream == events", 1 << 20))) {
            program.call(1, 1);
            program.close();
            tracker.close();
            Written written = new Written(new JsonFormat());
            while (written.values.size() < 2 && subscription.poll(written, 10, Duration.ofSeconds(20)) > 0) {
                // Each poll hands over what there is.
            }
            assertThat(written.values).hasSize(2).allSatisfy(event -> {
                List<StackFrame> user = ((CallStack) event.get("user_stack_id")).frames();
                assertThat(user).hasSizeGreaterThan(2).allSatisfy(frame -> assertThat(frame.name()).matches("0x[0-9a-f]+"));
                assertThat(names(event.get("kern_stack_id"))).anyMatch(name -> name.contains("syscall"));
                assertThat(user).extracting(StackFrame::address).isEqualTo(((CallStack) event.get("ustack")).frames().stream()
                        .map(StackFrame::address).toList());
            });
        }
    }

    @Test
    void a_map_that_is_none_of_stacks_is_refused_with_those_that_are() {
        try (StackedProgram program = StackedProgram.start(folder)) {
            assertThatThrownBy(() -> start(program, new FieldSpec("kern_stack_id", 0, "kstack", "", "events")))
                    .isInstanceOfSatisfying(TrackerException.class, e -> {
                        assertThat(e.failure().message()).contains("kern_stack_id", "events is no map of stacks");
                        assertThat(e.failure().hint()).contains("ig_kstack, ig_ustack");
                    });
        }
    }
}
