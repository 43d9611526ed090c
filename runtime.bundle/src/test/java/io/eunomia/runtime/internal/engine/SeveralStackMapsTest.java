package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.Requirements;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.display.DisplayReading.Row;
import io.eunomia.runtime.display.StackFrame;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.stack.StackLabels;
import io.eunomia.runtime.internal.stack.StackSpace;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several maps has a stack is told by the programs, or else by names, or else not concluded. */
@Tag("kernel")
class SeveralStackMapsTest {
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

    private ActiveTracker start(StackedProgram program, DisplaySpec... displays) {
        Descriptor descriptor = new Descriptor("t", "1.0.0", "", Set.of(), List.of(), Map.of(), Set.of(), Set.of(), Map.of(), List.of(),
                Map.of(), List.of(), List.of(), List.of(displays), List.of(), List.of(), Requirements.NONE, Map.of());
        return fixture.engine.start(EngineFixture.of("several_stacks", descriptor), StartOptions.none().withArguments(Map.of("target_pid",
                Integer.toString(program.pid()))), hub);
    }

    private DisplayInfo info(String display) {
        return hub.displays().list().stream().filter(one -> one.name().equals(display)).findFirst().orElseThrow();
    }

    private static List<String> names(Object stack) {
        return ((CallStack) stack).frames().stream().map(StackFrame::name).toList();
    }

    @Test
    void the_programs_tell_which_map_an_id_is_of() throws InterruptedException {
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program);
                Subscription events = hub.subscribe(new SubscriptionOptions("t", "", 1 << 20))) {
            program.call(3, 0);
            assertThat(info("counts").note()).contains("map first, second");
            Row counted = hub.displays().read("counts").rows().get(0);
            assertThat(counted.values()).containsEntry("value", 3L);
            assertThat(names(counted.key().get("user_stack_id"))).startsWith("inner", "outer_a", "main");
            assertThat(((CallStack) counted.key().get("kern_stack_id")).frames()).isNotEmpty().allMatch(StackFrame::kernel);
            assertThat(info("lasts").kind()).isEqualTo(DisplayKind.STACKS);
            assertThat(info("lasts").note()).contains("map third");
            assertThat(names(hub.displays().read("lasts").rows().get(0).values().get("user_stack_id"))).startsWith("inner", "outer_a", "main");
            assertThat(tracker.hub()).isSameAs(hub);
            CollectedEvents seen = new CollectedEvents("stack_id", stack -> true);
            while (seen.values.size() < 3) {
                assertThat(events.poll(seen, 10, Duration.ofSeconds(20))).isPositive();
            }
            assertThat(seen.values).hasSize(3)
                    .allSatisfy(stack -> assertThat(stack).endsWith(";main;outer_a;inner"));
        }
    }

    @Test
    void ids_of_either_map_are_numbers_until_somebody_says_which() {
        DisplaySpec said = new DisplaySpec("said", "mixed", "stacks", "", "", "", false, "", "", "", Optional.of(List.of(new ColumnSpec("pid", "", "",
                "", "", ""), new ColumnSpec("stack_id", "", "", "ustack", "", "", "pid", "first"))), List.of(), List.of(), "", 0, 1, 0,
                Optional.empty(), Map.of());
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program)) {
            assertThat(tracker.hub()).isSameAs(hub);
            assertThat(info("mixed").kind()).isEqualTo(DisplayKind.TABLE);
        }
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program, said)) {
            assertThat(tracker.hub()).isSameAs(hub);
            program.call(40, 0);
            assertThat(hub.displays().read("said").rows()).isNotEmpty().anySatisfy(row ->
                    assertThat(names(row.key().get("stack_id"))).startsWith("inner", "outer_a", "main"));
        }
    }

    @ParameterizedTest
    @CsvSource({"KERNEL, 'kstacks ustacks', kstacks", "USER, 'kstacks ustacks', ustacks", "USER, 'ig_kstack ig_ustack', ig_ustack",
        "KERNEL, 'user_stacks kernel_stacks', kernel_stacks", "BY_ADDRESS, 'kstacks ustacks', ''", "KERNEL, 'kstacks others', ''",
        "KERNEL, 'kstacks kstacks_2 ustacks', ''", "USER, 'stackmap', stackmap", "KERNEL, '', ''"})
    void names_tell_it_if_they_leave_no_doubt(StackSpace space, String maps, String found) {
        assertThat(StackLabels.map(maps.isEmpty() ? List.of() : List.of(maps.split(" ")), space, Optional::empty).orElse("")).isEqualTo(found);
    }
}
