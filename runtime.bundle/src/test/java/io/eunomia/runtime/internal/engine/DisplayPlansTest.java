package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.descriptor.DisplaySpec.MinAge;
import io.eunomia.runtime.internal.decode.SchemaFactory;
import io.eunomia.runtime.internal.display.DisplayPlan;
import io.eunomia.runtime.internal.display.DisplayPlanner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A display is checked against its object before anything is loaded: what is wrong is named, with what there is. */
@Tag("kernel")
class DisplayPlansTest {
    private static EngineFixture fixture;
    private BpfObjectFile file;
    private DisplayPlanner planner;

    @BeforeAll
    static void open() {
        fixture = new EngineFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void openObject() {
        file = fixture.libbpf.open("shown_maps", ElfObject.parse(EngineFixture.object("shown_maps")));
        planner = new DisplayPlanner(file, SchemaFactory.of(file).rows(), text -> text.equals("${odd}") ? "false" : text);
    }

    @AfterEach
    void closeObject() {
        file.close();
    }

    private static DisplaySpec spec(String map, String kind, String buckets, List<ColumnSpec> key, ColumnSpec... columns) {
        return new DisplaySpec("", map, kind, buckets, "", "", false, "", "", "", Optional.ofNullable(key), Arrays.asList(columns), List.of(), "",
                0, 1, 0, Optional.empty(), Map.of());
    }

    private void refused(DisplaySpec spec, String message, String hint) {
        assertThatThrownBy(() -> planner.plan(spec)).isInstanceOfSatisfying(TrackerException.class, failure -> {
            assertThat(failure).hasMessageContaining(message);
            assertThat(failure.failure().hint()).contains(hint);
        });
    }

    @Test
    void what_is_not_there_is_named_with_what_is() {
        refused(spec("by_number", "table", "", null, ColumnSpec.of("cuont")), "names \"cuont\", which by_number does not have", "key, count, total");
        refused(spec("by_number", "table", "", List.of(ColumnSpec.of("pid"))), "the key of map by_number has no field \"pid\"", "it has key");
        refused(spec(".bss", "gauge", "", null, ColumnSpec.of("call")), "has no variable call", "calls");
        refused(spec("hists", "log2", "slot", null), "has the buckets \"slot\"", "lists are slots");
        refused(spec("by_number", "log2", "", null), "has no list of numbers", "show it as a table");
        refused(spec("by_number", "log2", "array", null), "is no array map", "");
        refused(spec("mixed_each_cpu", "counter", "", null, ColumnSpec.of("comm")), "\"comm\", which is char[16] and no number", "table");
    }

    @Test
    void expressions_and_show_rules_are_checked() {
        refused(spec("by_number", "table", "", null, new ColumnSpec("", "total/cnt", "avg", "", "", "")), "names \"cnt\"", "count");
        refused(spec("by_number", "table", "", null, new ColumnSpec("", "total/", "avg", "", "", "")), "at its end", "write it like");
        refused(spec("by_number", "table", "", null, new ColumnSpec("", "total", "t", "colour", "", "")), "unknown show rule \"colour\"", "duration_ns");
        refused(spec("by_number", "table", "", null, new ColumnSpec("total", "", "", "colour", "", "")), "unknown show rule \"colour\"", "duration_ns");
        refused(spec("mixed_each_cpu", "table", "", null, new ColumnSpec("", "n + comm", "x", "", "", "")), "works with \"comm\"", "");
    }

    @Test
    void orders_ages_and_intervals_are_checked() {
        DisplaySpec bare = spec("by_number", "table", "", null);
        refused(new DisplaySpec("", bare.map(), "table", "", "", "5 parsecs", false, "", "", "", Optional.empty(), List.of(), List.of(), "", 0, 1, 0,
                Optional.empty(), Map.of()), "has the duration \"5 parsecs\"", "3s");
        refused(new DisplaySpec("", bare.map(), "table", "", "", "1ms", false, "", "", "", Optional.empty(), List.of(), List.of(), "", 0, 1, 0,
                Optional.empty(), Map.of()), "has the interval 1ms", "50ms");
        refused(new DisplaySpec("", bare.map(), "table", "", "", "", false, "", "", "", Optional.empty(), List.of(), List.of("size"), "", 0, 1, 0,
                Optional.empty(), Map.of()), "sorts by \"size\"", "count");
        refused(new DisplaySpec("", bare.map(), "table", "", "", "", false, "", "", "", Optional.empty(), List.of(), List.of(), "many", 0, 1, 0,
                Optional.empty(), Map.of()), "has \"top\" many", "a number");
        refused(new DisplaySpec("", bare.map(), "table", "", "", "", false, "", "", "", Optional.empty(), List.of(), List.of(), "", 0, 1, 0,
                Optional.of(new MinAge("when", "5s")), Map.of()), "names \"when\"", "count");
        refused(new DisplaySpec("", "drained", "table", "", "", "", true, "hists", "active", "", Optional.empty(), List.of(), List.of(), "", 0, 1, 0,
                Optional.empty(), Map.of()), "has the twin hists, which is not like drained", "same type");
        refused(new DisplaySpec("", "drained", "table", "", "", "", true, "drained_twin", "calls", "", Optional.empty(), List.of(), List.of(), "", 0, 1,
                0, Optional.empty(), Map.of()), "has the active \"calls\"", "__u32");
    }

    @Test
    void a_part_of_the_key_is_there_only_if_its_condition_holds() {
        ColumnSpec odd = new ColumnSpec("odd", "", "", "", "", "${odd}");
        DisplayPlan plan = planner.plan(spec("latency_us", "log2", "bucket", List.of(odd)));
        assertThat(plan.info().key()).isEmpty();
        refused(spec("latency_us", "log2", "bucket", List.of(new ColumnSpec("odd", "", "", "", "", "perhaps"))), "when \"perhaps\"", "true or false");
    }

    @Test
    void a_map_that_there_is_not_is_the_callers_fault_when_he_asks_for_it() {
        assertThat(fixture.engine.planner().plan(EngineFixture.bare("shown_maps"), StartOptions.none().withTables(List.of("nosuch"))).obstacles())
                .singleElement().satisfies(failure -> {
                    assertThat(failure.message()).contains("there is no map \"nosuch\"");
                    assertThat(failure.hint()).contains("by_number");
                });
        assertThat(fixture.engine.planner().plan(EngineFixture.bare("engine_opens"), StartOptions.none().withTables(List.of("opens"))).obstacles())
                .singleElement().satisfies(failure -> assertThat(failure.message()).contains("is of type ringbuf"));
    }
}
