package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.BpfMap;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.Requirements;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.display.DisplayReading.Row;
import io.eunomia.runtime.display.StackFrame;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks of a real program are shown, counted as often as it called, and are those that the kernel has. */
@Tag("kernel")
@Tag("kernel-short")
class StackDisplaysTest {
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

    private ActiveTracker start(StackedProgram program, StartOptions options, DisplaySpec... displays) {
        Descriptor descriptor = new Descriptor("t", "1.0.0", "", Set.of(), List.of(), Map.of(), Set.of(), Set.of(), Map.of(), List.of(),
                Map.of(), List.of(), List.of(), List.of(displays), List.of(), List.of("counts", "stackmap"), Requirements.NONE, Map.of());
        return fixture.engine.start(EngineFixture.of("stacks", descriptor), options.withArguments(Map.of("target_pid",
                Integer.toString(program.pid()))), hub);
    }

    private static DisplaySpec stacks(String name, String map, boolean drain, List<ColumnSpec> key) {
        return new DisplaySpec(name, map, "stacks", "", "", "50ms", drain, drain ? "drained_twin" : "", drain ? "active" : "", "",
                Optional.ofNullable(key), List.of(), List.of(), "", 0, 1, 0, Optional.empty(), Map.of());
    }

    private List<Row> rows(String display) {
        return hub.displays().read(display).rows();
    }

    private static CallStack stack(Row row, String column) {
        return (CallStack) row.key().get(column);
    }

    private static List<Long> addresses(CallStack stack) {
        return stack.frames().stream().map(StackFrame::address).toList();
    }

    /** The functions of our program; what called them has no frame pointers. */
    private static List<Long> functions(Row row) {
        return addresses(stack(row, "user_stack_id")).subList(0, 3);
    }

    private static long value(Row row) {
        return (Long) row.values().get("value");
    }

    private String written(String display, DisplayFormat format) {
        Utf8Sink out = new Utf8Sink(1024);
        hub.displays().read(display).write(format, 100, true, out);
        return out.toString();
    }

    /** Reads stacks and counts out of the maps as C would. */
    private static Map<List<Long>, Long> counted(ActiveTracker tracker) {
        BpfMap stacks = tracker.object().map("stackmap");
        Map<List<Long>, Long> counted = new HashMap<>();
        tracker.object().map("counts").forEach((key, value) -> {
            byte[] id = java.util.Arrays.copyOfRange(key, 4, 8);
            byte[] addresses = new byte[stacks.valueSize()];
            assertThat(stacks.lookup(id, addresses)).isTrue();
            List<Long> stack = new ArrayList<>();
            ByteBuffer words = ByteBuffer.wrap(addresses).order(ByteOrder.nativeOrder());
            for (long word = words.getLong(); word != 0; word = words.getLong()) {
                stack.add(word);
            }
            counted.merge(stack, ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getLong(), Long::sum);
        }, false);
        return counted;
    }

    /** Tells whether this kernel gives a program at a system call the stack in the kernel: 6.1 in Debian's form does not (EFAULT). */
    private static boolean hasKernelStacks(ActiveTracker tracker) {
        List<Integer> ids = new ArrayList<>();
        tracker.object().map("counts").forEach((key, value) -> ids.add(ByteBuffer.wrap(key).order(ByteOrder.nativeOrder()).getInt(8)), false);
        assertThat(ids).isNotEmpty();
        return ids.stream().anyMatch(id -> id >= 0);
    }

    @Test
    void stacks_that_a_program_counts_are_shown_without_a_word_about_them() {
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program, StartOptions.none())) {
            program.call(30, 12);
            DisplayInfo info = hub.displays().list().stream().filter(one -> one.name().equals("counts")).findFirst().orElseThrow();
            assertThat(info.kind()).isEqualTo(DisplayKind.STACKS);
            assertThat(info.note()).contains("user_stack_id, kern_stack_id", "map stackmap", "those of the process in pid");
            List<Row> rows = rows("counts");
            assertThat(rows).extracting(StackDisplaysTest::value).as("greatest first").containsExactly(30L, 12L);
            Map<List<Long>, Long> shown = new HashMap<>();
            rows.forEach(row -> shown.put(addresses(stack(row, "user_stack_id")), value(row)));
            assertThat(shown).isEqualTo(counted(tracker));
            assertThat(rows).extracting(row -> stack(row, "user_stack_id").frames().stream().map(StackFrame::name).limit(3).toList())
                    .containsExactly(List.of("inner", "outer_a", "main"), List.of("inner", "outer_b", "main"));
            assertThat(rows).allSatisfy(row -> {
                assertThat(row.key()).containsEntry("pid", (long) program.pid()).containsEntry("name", "stacked");
                assertThat(stack(row, "kern_stack_id").frames()).allMatch(StackFrame::kernel);
                assertThat(!stack(row, "kern_stack_id").frames().isEmpty()).isEqualTo(hasKernelStacks(tracker));
                assertThat(stack(row, "user_stack_id").frames()).hasSizeGreaterThan(2).noneMatch(StackFrame::kernel);
            });
        }
    }

    private static List<String> names(Row row, String column) {
        return stack(row, column).frames().stream().map(StackFrame::name).toList();
    }

    @Test
    void functions_have_their_names_and_keep_them_when_their_process_has_ended() {
        StackedProgram program = StackedProgram.start(folder);
        try (ActiveTracker tracker = start(program, StartOptions.none())) {
            program.call(9, 4);
            List<Row> before = rows("counts");
            assertThat(names(before.get(0), "user_stack_id")).startsWith("inner", "outer_a", "main");
            assertThat(names(before.get(1), "user_stack_id")).startsWith("inner", "outer_b", "main");
            assertThat(stack(before.get(0), "user_stack_id").frames().get(1)).satisfies(frame -> {
                assertThat(frame.module()).isEqualTo("stacked");
                assertThat(frame.known()).isTrue();
            });
            boolean kernel = hasKernelStacks(tracker);
            assertThat(names(before.get(0), "kern_stack_id").stream().anyMatch(name -> name.contains("syscall"))).isEqualTo(kernel);
            program.close();
            assertThat(rows("counts")).extracting(row -> names(row, "user_stack_id").subList(0, 3)).isEqualTo(before.stream()
                    .map(row -> names(row, "user_stack_id").subList(0, 3)).toList());
            assertThat(written("counts", DisplayFormat.COLLAPSED)).contains(";main;outer_a;inner" + (kernel ? ";" : " 9"));
            assertThat(written("counts", DisplayFormat.PLAIN)).contains("    inner (stacked)\n    outer_a (stacked)\n    main (stacked)\n",
                    "    -                stacked (pid " + program.pid() + ")\n        9\n");
            assertThat(tracker.warnings()).isNotNull();
        }
    }

    @Test
    void a_key_that_is_a_stack_alone_has_the_sizes_of_its_bit_fields() {
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program,
                StartOptions.none().withStacks(List.of("unnamed:" + program.pid())))) {
            program.call(3, 2);
            assertThat(tracker.warnings()).anyMatch(note -> note.contains("combined_allocs") && note.contains("--stacks combined_allocs:PROCESS"));
            assertThat(rows("combined_allocs")).extracting(row -> row.values().get("total_size"), row -> row.values().get("number_of_allocs"))
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(300L, 3L), org.assertj.core.groups.Tuple.tuple(200L, 2L));
            assertThat(rows("unnamed")).extracting(StackDisplaysTest::value).containsExactly(3L, 2L);
            assertThat(addresses(stack(rows("unnamed").get(0), "key"))).isEqualTo(addresses(stack(rows("combined_allocs").get(0), "stack")));
        }
    }

    @Test
    void entries_may_hold_the_addresses_themselves() {
        List<ColumnSpec> key = List.of(new ColumnSpec("tgid", "", "", "", "", ""), new ColumnSpec("ustack", "", "", "usym", "", "", "tgid"));
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program, StartOptions.none(),
                stacks("direct", "addressed", false, key))) {
            program.call(4, 1);
            assertThat(rows("direct")).extracting(StackDisplaysTest::value).containsExactly(4L, 1L);
            assertThat(addresses(stack(rows("direct").get(0), "ustack"))).startsWith(functions(rows("counts").get(0)).toArray(Long[]::new));
            assertThat(tracker.warnings()).isNotNull();
        }
    }

    @Test
    void what_the_kernel_could_not_keep_is_counted_and_never_shown_as_a_stack() {
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program,
                StartOptions.none().withMaps(Map.of("stackmap.max_entries", "1")))) {
            program.call(5, 6);
            String json = written("counts", DisplayFormat.JSON);
            assertThat(json).contains("\"missed\":{\"missed: another stack has its place in the stack map\":");
            assertThat(rows("counts").stream().mapToLong(StackDisplaysTest::value).sum()).isEqualTo(11);
            assertThat(rows("counts")).anySatisfy(row -> assertThat(row.key().values()).anySatisfy(value -> assertThat(value)
                    .isInstanceOfSatisfying(CallStack.class, stack -> assertThat(stack.missing()).contains("another stack"))));
            assertThat(written("counts", DisplayFormat.PLAIN)).contains("counted without a stack", "--map stackmap.max_entries=N");
            assertThat(tracker.warnings()).isNotNull();
        }
    }

    private static long sum(List<DisplayReading> readings) {
        return readings.stream().flatMap(reading -> reading.rows().stream()).mapToLong(StackDisplaysTest::value).sum();
    }

    @Test
    void two_readers_of_stacks_that_are_drained_get_all_of_them_also_of_a_process_that_has_ended() throws Exception {
        List<DisplayReading> fast = new ArrayList<>();
        List<DisplayReading> slow = new ArrayList<>();
        StackedProgram program = StackedProgram.start(folder);
        try (ActiveTracker tracker = start(program, StartOptions.none(), stacks("cpu", "drained", true, null));
                DisplayReader one = hub.displays().open("cpu", true); DisplayReader other = hub.displays().open("cpu", true)) {
            for (int i = 1; i <= 10; i++) {
                program.call(i, 1);
                fast.add(one.next(Duration.ZERO).orElseThrow());
            }
            while (sum(fast) < 65) {
                fast.add(one.next(Duration.ZERO).orElseThrow());
            }
            program.close();
            slow.add(other.read());
            assertThat(List.of(sum(fast), sum(slow))).containsExactly(65L, 65L);
            assertThat(rows("cpu")).extracting(StackDisplaysTest::value).containsExactly(55L, 10L);
            assertThat(rows("cpu")).allSatisfy(row -> assertThat(stack(row, "user_stack_id").frames()).hasSizeGreaterThan(2));
            assertThat(tracker.object().map("drained").forEach((key, value) -> { }, false)).isZero();
        }
    }

    @Test
    void places_of_stacks_are_given_back_so_that_the_map_stays_large_enough() throws Exception {
        List<DisplayReading> read = new ArrayList<>();
        int rounds = 12;
        try (StackedProgram first = StackedProgram.start(folder); ActiveTracker tracker = fixture.engine.start(EngineFixture.of("stacks",
                new Descriptor("t", "1.0.0", "", Set.of(), List.of(), Map.of(), Set.of(), Set.of(), Map.of(), List.of(), Map.of(), List.of(),
                        List.of(), List.of(stacks("cpu", "drained", true, null)), List.of(), List.of(), Requirements.NONE, Map.of())),
                StartOptions.none().withMaps(Map.of("stackmap.max_entries", "16")), hub);
                DisplayReader reader = hub.displays().open("cpu", true)) {
            for (int i = 0; i < rounds; i++) {
                // Each process has its code at another place, so its stacks are others.
                try (StackedProgram program = StackedProgram.start(folder)) {
                    program.call(1, 1);
                    long wanted = 2L * (i + 1);
                    while (calls(read) < wanted) {
                        read.add(reader.next(Duration.ZERO).orElseThrow());
                    }
                }
                // Two drains that do not see a stack, then one that gives its place back.
                for (int drains = 0; drains < 3; drains++) {
                    read.add(reader.next(Duration.ZERO).orElseThrow());
                }
            }
            assertThat(calls(read)).isEqualTo(2L * rounds);
            assertThat(tracker.object().map("stackmap").forEach((key, value) -> { }, false)).as("stacks that are still in the map")
                    .isLessThan(12);
            assertThat(first.pid()).isPositive();
        }
    }

    private static long calls(List<DisplayReading> readings) {
        return readings.stream().flatMap(reading -> reading.rows().stream()).filter(row -> "stacked".equals(row.key().get("name")))
                .mapToLong(StackDisplaysTest::value).sum();
    }

    @Test
    void stacks_go_on_after_an_update_that_keeps_their_maps() {
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program, StartOptions.none())) {
            program.call(2, 1);
            List<Long> before = functions(rows("counts").get(0));
            Descriptor descriptor = new Descriptor("t", "1.0.0", "", Set.of(), List.of(), Map.of(), Set.of(), Set.of(), Map.of(), List.of(),
                    Map.of(), List.of(), List.of(), List.of(), List.of(), List.of("counts", "stackmap"), Requirements.NONE, Map.of());
            tracker.update(fixture.engine.prepare(EngineFixture.of("stacks", descriptor), StartOptions.none().withArguments(
                    Map.of("target_pid", Integer.toString(program.pid()))), tracker), receipt -> { });
            tracker.awaitShown();
            program.call(5, 0);
            assertThat(hub.displays().read("counts").reset()).isFalse();
            // In the kernel the stacks differ, since they begin with the program that asks.
            Map<List<Long>, Long> byUser = new HashMap<>();
            rows("counts").forEach(row -> byUser.merge(functions(row), value(row), Long::sum));
            assertThat(byUser).hasSize(2).containsEntry(before, 7L).containsValue(1L);
        }
    }

    @Test
    void folded_lines_and_the_flame_graph_have_what_was_counted() throws Exception {
        try (StackedProgram program = StackedProgram.start(folder); ActiveTracker tracker = start(program, StartOptions.none())) {
            program.call(20, 7);
            List<String> lines = written("counts", DisplayFormat.COLLAPSED).lines().toList();
            String last = hasKernelStacks(tracker) ? "_\\[k]" : "";
            assertThat(lines).hasSize(2).allMatch(line -> line.matches("stacked(;[^;]+)+" + last + " \\d+"));
            assertThat(lines.stream().mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1))).sum()).isEqualTo(27);
            String svg = written("counts", DisplayFormat.SVG);
            assertThat(svg).contains("<title>all (27, 100.00 %)</title>", "<title>stacked (27, 100.00 %)</title>", "<title>outer_a (20, 74.07 %)</title>",
                    "<title>outer_b (7, 25.93 %)</title>");
            assertThat(tracker.warnings()).isNotNull();
        }
    }
}
