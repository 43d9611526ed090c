package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.internal.decode.RowShapes;
import io.eunomia.runtime.internal.decode.SchemaFactory;
import io.eunomia.runtime.internal.display.DisplayGuesses;
import io.eunomia.runtime.internal.display.DisplayPlan;
import io.eunomia.runtime.internal.display.DisplayPlanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which maps count stacks is concluded from their types alone, and what a package says of stacks is checked against these. */
@Tag("kernel")
class StackGuessTest {
    private static EngineFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new EngineFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static Map<String, DisplayInfo> guessed(byte[] object) {
        try (BpfObjectFile file = fixture.libbpf.open("guessed", ElfObject.parse(object))) {
            RowShapes rows = SchemaFactory.of(file).rows();
            return new DisplayGuesses(file, rows, new DisplayPlanner(file, rows, text -> text), Set.of(), Set.of(), Set.of(), true).plans().stream()
                    .map(DisplayPlan::info).collect(Collectors.toMap(DisplayInfo::name, info -> info));
        }
    }

    private static byte[] tool(String name) throws IOException {
        Path file = Path.of(Optional.ofNullable(System.getenv("EUNOMIA_CACHE")).filter(text -> !text.isEmpty())
                .orElse(System.getProperty("user.home") + "/.cache/eunomia"), "test-tools-1", "libbpf-tools", name);
        if (!Files.exists(file)) {
            Assumptions.abort("no libbpf-tools");
        }
        return ElfObject.carve(Files.readAllBytes(file)).get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "offcputime | info   | stacks | pid tgid user_stack_id kern_stack_id | delta comm | the process in tgid",
        "wakeuptime | counts | stacks | waker target w_k_stack_id            | value      | map stackmap",
        "biostacks  | hists  | log2   | pid kern_stack_size kern_stack comm dev |            | slots"})
    void the_maps_of_public_tools_are_recognised(String tool, String map, String kind, String keys, String values, String note) throws IOException {
        DisplayInfo info = guessed(tool(tool)).get(map);
        assertThat(info.kind().label()).isEqualTo(kind);
        assertThat(String.join(" ", info.key())).isEqualTo(keys);
        assertThat(String.join(" ", info.columns())).isEqualTo(values == null ? "" : values);
        assertThat(info.note()).contains(note);
    }

    @Test
    void what_is_under_way_is_not_shown_unasked() throws IOException {
        assertThat(guessed(tool("offcputime")).get("start")).satisfies(start -> assertThat(start.shown()).isFalse());
        assertThat(guessed(tool("offcputime")).get("info").shown()).isTrue();
    }

    @Test
    void a_number_that_may_be_a_stack_or_a_thread_stays_a_number() {
        assertThat(guessed(EngineFixture.object("stacks")).get("unnamed").kind()).isEqualTo(DisplayKind.TABLE);
    }

    private static void refused(String message, String hint, DisplaySpec spec) {
        try (BpfObjectFile file = fixture.libbpf.open("stacks", ElfObject.parse(EngineFixture.object("stacks")))) {
            DisplayPlanner planner = new DisplayPlanner(file, SchemaFactory.of(file).rows(), text -> {
                if (text.startsWith("${")) {
                    throw new TrackerException(io.eunomia.runtime.Failure.of(io.eunomia.runtime.FailureKind.BAD_REQUEST, "no argument", ""));
                }
                return text;
            });
            assertThatThrownBy(() -> planner.plan(spec)).isInstanceOfSatisfying(TrackerException.class, failure -> {
                assertThat(failure).hasMessageContaining(message);
                assertThat(failure.failure().hint()).contains(hint);
            });
        }
    }

    private static DisplaySpec stacks(String map, String stacks, ColumnSpec... key) {
        return new DisplaySpec("", map, "stacks", "", "", "", false, "", "", "", key.length == 0 ? Optional.empty() : Optional.of(List.of(key)),
                List.of(), List.of(), "", 0, 1, 0, Optional.empty(), Map.of(), stacks);
    }

    @Test
    void what_is_no_stack_is_told_with_what_is_there() {
        refused("has its stacks in counts, which is no map of stacks", "one of stackmap", stacks("counts", "counts"));
        refused("shows \"name\" as a stack, which is char[16]", "ids of 4 or 8 bytes", stacks("counts", "", new ColumnSpec("name", "", "", "kstack", "", "")));
        refused("names \"stack\", which counts does not have", "user_stack_id", stacks("counts", "", new ColumnSpec("stack", "", "", "kstack", "", "")));
        refused("has the process \"nobody\", which is neither a field", "user_stack_id", stacks("counts", "",
                new ColumnSpec("user_stack_id", "", "", "ustack", "", "", "nobody")));
        refused("has the process \"name\", which is char[16]", "", stacks("counts", "", new ColumnSpec("user_stack_id", "", "", "ustack", "", "", "name")));
        refused("cannot show variables as stacks", "entries of a map", stacks(".bss", ""));
        refused("cannot be shown: map stackmap is of type stack_trace", "hash", stacks("stackmap", ""));
    }

    @Test
    void an_object_without_a_map_of_stacks_has_none_to_show() {
        try (BpfObjectFile file = fixture.libbpf.open("shown_maps", ElfObject.parse(EngineFixture.object("shown_maps")))) {
            DisplayPlanner planner = new DisplayPlanner(file, SchemaFactory.of(file).rows(), text -> text);
            assertThatThrownBy(() -> planner.plan(stacks("by_number", ""))).hasMessageContaining("the object has no map that holds stacks");
            assertThatThrownBy(() -> planner.plan(stacks("latency_us", ""))).hasMessageContaining("no field of latency_us is called like one");
        }
    }
}
