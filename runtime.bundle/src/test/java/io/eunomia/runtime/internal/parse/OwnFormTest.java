package io.eunomia.runtime.internal.parse;

import static io.eunomia.runtime.internal.parse.Parsing.assertBad;
import static io.eunomia.runtime.internal.parse.Parsing.own;
import static io.eunomia.runtime.internal.parse.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.descriptor.Descriptor.IteratorSpec;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import io.eunomia.runtime.descriptor.DisplaySpec;
import io.eunomia.runtime.descriptor.DisplaySpec.ColumnSpec;
import io.eunomia.runtime.descriptor.DisplaySpec.MinAge;
import io.eunomia.runtime.descriptor.PackageForm;
import io.eunomia.runtime.descriptor.TrackerPackage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnFormTest {

    @Test
    void an_object_is_all_it_needs() {
        TrackerPackage parsed = parse("{'eunomia': 1, 'data': '" + SampleObject.base64() + "'}");

        assertThat(parsed.form()).isEqualTo(PackageForm.OWN);
        assertThat(parsed.object()).isEqualTo(SampleObject.bytes());
        assertThat(parsed.descriptor().name()).isEqualTo("hotupdate");
        assertThat(parsed.warnings()).isEmpty();
    }

    @Test
    void reads_everything_it_may_say() {
        Descriptor read = parse(own(Samples.EVERYTHING)).descriptor();

        assertThat(read.version()).isEqualTo("1.2-beta");
        assertThat(read.programs()).containsExactly("handle_open", "handle_exit");
        assertThat(read.attach()).containsExactly(Map.entry("handle_exit", List.of("sched_process_exit")));
        assertThat(read.without()).containsExactly("handle_exit");
        assertThat(read.optional()).containsExactly("handle_open");
        assertThat(read.mapSizes()).containsExactly(Map.entry("rb.max_entries", "8192"),
                Map.entry("counts.max_entries", "7"), Map.entry("counts.value_size", "16"));
        assertThat(read.alternatives().get(0).choices()).containsExactly(List.of("handle_open"),
                List.of("handle_exit"));
        assertThat(read.arguments()).containsOnlyKeys("pid", "verbose", "interval", "top");
        assertThat(read.arguments().get("pid"))
                .isEqualTo(new ArgumentSpec("pid", "target_pid", "u32", "7", "1", "4194304", "only this process"));
        assertThat(read.arguments().get("verbose").defaultValue()).isEqualTo("true");
        assertThat(read.arguments().get("top").type()).isEqualTo("i32");
        assertThat(read.events()).containsExactly(new EventSpec("rb", "open", "opened",
                List.of(new FieldSpec("pid", 7, ""), new FieldSpec("comm", 0, "text"))));
        assertThat(read.tables()).containsExactly(new TableSpec("counts", "counts_twin", "active", "count",
                "${interval}", List.of("value"), "${top}", true, List.of(new FieldSpec("value", 0, ""))));
        assertThat(read.displays()).hasSize(2).first().satisfies(display -> {
            assertThat(display.columns()).containsExactly(new ColumnSpec("value", "", "calls", "bytes", "B", "${verbose}"),
                    new ColumnSpec("", "value/seconds", "rate", "", "", ""));
            assertThat(display.metric()).containsEntry("name", "calls_total");
        });
        assertThat(read.displays().get(1)).extracting(DisplaySpec::min, DisplaySpec::step, DisplaySpec::minAge, DisplaySpec::key)
                .containsExactly(2L, 5L, Optional.of(new MinAge("value", "1s")), Optional.of(List.of()));
        assertThat(read.iterators()).containsExactly(new IteratorSpec("handle_exit", "exits", "opened", "5s",
                List.of(new FieldSpec("pid", 0, ""))));
        assertThat(read.keepMaps()).containsExactly("*");
        assertThat(read.requires()).isEqualTo(new Descriptor.Requirements(List.of("raw_tp"), "5.8", true));
        assertThat(read.extra()).containsOnlyKeys("metrics", "histograms", "signature");
    }

    @Test
    void a_program_may_have_several_targets_and_all_may_be_optional() {
        Descriptor read = parse(own("'programs': {'handle_exit': {'attach': ['a', 'b']}}, 'optional': true"))
                .descriptor();

        assertThat(read.attach()).containsExactly(Map.entry("handle_exit", List.of("a", "b")));
        assertThat(read.optional()).containsExactly(Descriptor.ALL);
    }

    @Test
    void knows_every_key_it_is_told() {
        assertThat(parse(own(Samples.EVERYTHING)).warnings()).containsExactly("/metrics: is kept, and has no effect yet",
                "/histograms: is kept, and has no effect yet", "/signature: is kept, and has no effect yet");
    }

    @Test
    void displays_that_make_no_sense_are_told_by_place() {
        assertBad(own("'displays': [{'map': 'counts', 'kind': 'table', 'stacks': 'counts'}]"), "/displays/0/stacks", "has no stacks");
        assertBad(own("'displays': [{'map': 'counts', 'kind': 'stacks', 'stacks': 'x'}]"), "/displays/0/stacks", "no map \"x\"");
        assertBad(own("'displays': [{'map': 'counts', 'kind': 'heat'}]"), "/displays/0/kind", "unknown kind \"heat\"");
        assertBad(own("'displays': [{'map': 'x', 'kind': 'table'}]"), "/displays/0/map", "no map \"x\"");
        assertBad(own("'displays': [{'map': 'counts', 'kind': 'table', 'buckets': 'slots'}]"), "/displays/0/buckets", "has no buckets");
        assertBad(own("'displays': [{'map': 'counts', 'kind': 'linear', 'step': 0}]"), "/displays/0/step", "is 0");
        assertBad(own("'displays': [{'map': 'counts', 'kind': 'table', 'cpu': 'all'}]"), "/displays/0/cpu", "not understood");
        assertBad(own("'displays': [{'map': 'counts', 'kind': 'table', 'twin': 'counts_twin'}]"), "/displays/0", "need one another");
        assertBad(own("'displays': [{'map': 'counts', 'kind': 'table', 'columns': [{'name': 'x'}]}]"), "/displays/0/columns/0", "neither field nor");
        assertBad(own("'displays': [{'map': 'counts', 'kind': 'table', 'value': 'value', 'columns': []}]"), "/displays/0/value", "beside columns");
        assertBad(own("'displays': [{'map': 'counts', 'kind': 'table', 'drain': true, 'min_age': {'field': 'value', 'than': '1s'}}]"),
                "/displays/0/min_age", "drained");
        assertBad(own("'displays': [{'map': 'counts', 'kind': 'table', 'min_age': {'field': 'value'}}]"), "/displays/0/min_age/than", "duration");
    }

    @Test
    void names_that_the_object_has_not_are_told_by_place() {
        assertBad(own("'progs': ['x']"), "/progs/0", "no program \"x\"");
        assertBad(own("'programs': {'x': {'attach': 'y'}}"), "/programs/x", "no program \"x\"");
        assertBad(own("'alternatives': [{'choices': ['handle_open', ['x']]}]"), "/alternatives/0/choices/1/0", "\"x\"");
        assertBad(own("'args': {'a': {'global': 'x'}}"), "/args/a/global", "no global variable \"x\"", "target_pid");
        assertBad(own("'events': [{'map': 'x'}]"), "/events/0/map", "no map \"x\"", "rb, counts");
        assertBad(own("'events': [{'map': 'rb', 'type': 'x'}]"), "/events/0/type", "no struct \"x\"", "opened");
        assertBad(own("'tables': [{'map': 'x'}]"), "/tables/0/map", "no map \"x\"");
        assertBad(own("'tables': [{'map': 'counts', 'twin': 'x', 'active': 'active'}]"), "/tables/0/twin", "\"x\"");
        assertBad(own("'tables': [{'map': 'counts', 'twin': 'rb', 'active': 'x'}]"), "/tables/0/active", "\"x\"");
        assertBad(own("'iterators': [{'program': 'x'}]"), "/iterators/0/program", "no program \"x\"");
        assertBad(own("'keep_maps': ['x']"), "/keep_maps/0", "no map \"x\"");
    }

    @Test
    void wrong_values_are_told_by_place() {
        assertBad("{'eunomia': 2, 'data': ''}", "/eunomia", "format version 2 is not known");
        assertBad("{'eunomia': '1'}", "/eunomia", "a whole number is expected");
        assertBad("{'eunomia': 1}", "/data", "is missing");
        assertBad("{'eunomia': 1, 'object': 'x.o'}", "/object", "this is no bundle");
        assertBad(own("'version': 'one two'"), "/version", "is no version");
        assertBad(own("'args': {'1x': {}}"), "/args/1x", "is no name for an argument");
        assertBad(own("'args': {'x': {'type': 'int'}}"), "/args/x/type", "unknown type", "u32");
        assertBad(own("'args': {'x': {'min': []}}"), "/args/x/min", "text, a number or a boolean");
        assertBad(own("'requires': {'attach': ['kretprobe2']}"), "/requires/attach", "unknown attach kind", "kprobe");
        assertBad(own("'requires': {'kernel': 'new'}"), "/requires/kernel", "is no kernel release");
        assertBad(own("'tables': [{'map': 'counts', 'interval': 'often'}]"), "/tables/0/interval", "3s");
        assertBad(own("'tables': [{'map': 'counts', 'twin': 'rb'}]"), "/tables/0", "need one another");
        assertBad(own("'alternatives': [{'choices': []}]"), "/alternatives/0/choices", "nothing to choose");
        assertBad(own("'metrics': {}"), "/metrics", "a list is expected");
        assertBad(own("'signature': []"), "/signature", "an object is expected");
        assertBad(own("'keep_maps': 1"), "/keep_maps", "a list is expected");
    }

    @Test
    void unknown_keys_are_warned_of_wherever_they_stand() {
        List<String> warnings = parse(own("'x': 1, 'args': {'verbose': {'mni': 1}}, 'events': [{'map': 'rb', 'f': 0}]"))
                .warnings();

        assertThat(warnings).hasSize(3);
        assertThat(warnings.get(0)).isEqualTo(
                "/args/verbose/mni: unknown, ignored; known here: global, type, default, min, max, description");
        assertThat(warnings.get(1)).startsWith("/events/0/f: unknown");
        assertThat(warnings.get(2)).startsWith("/x: unknown");
    }
}
