package io.eunomia.runtime.internal.parse;

import static io.eunomia.runtime.internal.parse.Parsing.assertBad;
import static io.eunomia.runtime.internal.parse.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.descriptor.PackageForm;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.TrackerBundleWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class EunomiaBpfFormTest {
    private static final String META = """
            {'eunomia_version': '0.3.4', 'bpf_skel': {
              'obj_name': 'package_sample_bpf', 'doc': {'version': '0.2', 'brief': 'opens'},
              'maps': [{'name': 'rb', 'ident': 'rb'},
                       {'name': 'counts', 'ident': 'counts',
                        'sample': {'interval': 500, 'type': 'log2_hist', 'unit': 'usecs', 'clear_map': true}},
                       {'name': 'counts_twin', 'ident': 'counts_twin', 'sample': {'interval': 250}}],
              'progs': [{'name': 'handle_open', 'attach': 'tracepoint/syscalls/sys_enter_openat', 'link': true}],
              'data_sections': [{'name': '.rodata', 'variables': [
                {'name': 'target_pid', 'type': '__u32',
                 'cmdarg': {'default': 3, 'short': 'p', 'long': 'pid', 'help': 'only this one'}},
                {'name': 'verbose', 'type': 'bool', 'value': true, 'cmdarg': {}},
                {'name': 'gone', 'type': 'int', 'cmdarg': {'default': 1}},
                {'name': '__handle_open.____fmt', 'type': 'char[7]', 'cmdarg': {}}]}]},
             'export_types': [{'name': 'opened', 'type_id': 9, 'members': [
               {'name': 'pid', 'type': '__u32'}, {'name': 'comm', 'type': 'char[16]'}]}]}
            """;

    @Test
    void reads_object_types_arguments_and_samples() {
        TrackerPackage parsed = parse(packageOf(SampleObject.bytes().length));
        Descriptor read = parsed.descriptor();

        assertThat(parsed.form()).isEqualTo(PackageForm.EUNOMIA_BPF);
        assertThat(parsed.object()).isEqualTo(SampleObject.bytes());
        assertThat(read.name()).isEqualTo("package_sample");
        assertThat(read.version()).isEqualTo("0.2");
        assertThat(read.events()).containsExactly(new EventSpec("rb", "", "opened",
                List.of(new FieldSpec("pid", 0, ""), new FieldSpec("comm", 0, ""))));
        assertThat(read.arguments().values()).containsExactly(
                new ArgumentSpec("pid", "target_pid", "", "3", "", "", "only this one"),
                new ArgumentSpec("verbose", "verbose", "", "true", "", "", ""));
        assertThat(read.tables()).singleElement().satisfies(table -> {
            assertThat(table.map()).isEqualTo("counts_twin");
            assertThat(table.interval()).isEqualTo("250ms");
        });
        assertThat(read.displays()).isEmpty();
        assertThat(parsed.warnings()).hasSize(2).anyMatch(warning -> warning.contains("no global variable gone; ignored"))
                .anyMatch(warning -> warning.startsWith("/meta/bpf_skel/maps/1/sample: the sample of map counts asks for a histogram"));
    }

    @Test
    void stacks_are_shown_as_its_exporter_is_told() {
        List<FieldSpec> all = List.of(new FieldSpec("owner", 0, ""), new FieldSpec("kstack", 0, ""), new FieldSpec("mine", 0, ""));
        List<String> warnings = new ArrayList<>();
        Map<String, Object> reading = Map.of("stack_trace", Map.of("field_map", Map.of("pid", "owner", "ustack", "mine", "ustack_sz", "many"),
                "with_symbols", "false"));
        assertThat(EunomiaBpfStacks.fields(new JsonValue(reading, "/m", warnings), all)).containsExactly(new FieldSpec("owner", 0, ""),
                new FieldSpec("kstack", 0, "kstack"), new FieldSpec("mine", 0, "ustack", "owner"));
        assertThat(warnings).hasSize(2).anyMatch(warning -> warning.startsWith("/m/stack_trace/with_symbols"))
                .anyMatch(warning -> warning.contains("field called after it, mine_sz"));
    }

    /** Each is either used, known from the object, or said to have no effect. */
    @Test
    void members_that_have_no_effect_are_warned_of_wherever_they_stand() {
        String document = packageOf(SampleObject.bytes().length)
                .replace("'eunomia_version': '0.3.4'", "'eunomia_version': '0.3.4', 'poll_timeout_ms': 100,"
                        + " 'debug_verbose': true, 'colour': 1")
                .replace("'ident': 'rb'", "'ident': 'rb', 'intepreter': {'flames': {}}, 'frozen': true")
                .replace("'interval': 250", "'interval': 250, 'type': 'linear_hist'")
                .replace("'help': 'only this one'", "'help': 'only this one', 'env': 'PID'");
        assertThat(parse(document).warnings()).extracting(warning -> warning.split(": ")[0]).contains(
                "/meta/debug_verbose", "/meta/colour", "/meta/bpf_skel/maps/0/intepreter", "/meta/bpf_skel/maps/0/frozen",
                "/meta/bpf_skel/maps/2/sample", "/meta/bpf_skel/data_sections/0/variables/0/cmdarg/env")
                .doesNotContain("/meta/poll_timeout_ms", "/meta/eunomia_version");
    }

    @Test
    void warnings_stay_with_the_tracker_that_is_made_of_it() {
        TrackerPackage parsed = parse(packageOf(SampleObject.bytes().length));
        assertThat(parse(TrackerBundleWriter.write(parsed)).warnings()).isEqualTo(parsed.warnings()).hasSize(2);
    }

    @Test
    void programs_go_where_its_loader_puts_them() {
        assertThat(attached("'ifindex': 3, 'flags': 0, 'xdpopts': {'old_prog_fd': 0}").descriptor().attach())
                .isEqualTo(Map.of("handle_open", List.of("ifindex=3")));
        assertThat(attached("'tchook': {'ifindex': 1, 'attach_point': 'BPF_TC_EGRESS'}").descriptor().attach())
                .isEqualTo(Map.of("handle_open", List.of("ifindex=1:egress")));
        assertThat(attached("'tchook': {'ifindex': 1, 'attach_point': 'BPF_TC_INGRESS|BPF_TC_EGRESS'}").descriptor()
                .attach()).isEqualTo(Map.of("handle_open", List.of("ifindex=1:ingress", "ifindex=1:egress")));
        assertThat(attached("'ifindex': 3, 'flags': 0").warnings()).noneMatch(warning -> warning.contains("/progs"));
    }

    @Test
    void what_is_not_honoured_of_a_program_is_warned_of() {
        assertThat(attached("'ifindex': 3, 'flags': 2, 'xdpopts': {'old_prog_fd': 7}").warnings())
                .anyMatch(warning -> warning.startsWith("/meta/bpf_skel/progs/0/flags: is not honoured"))
                .anyMatch(warning -> warning.startsWith("/meta/bpf_skel/progs/0/xdpopts/old_prog_fd: is not honoured"));
        assertThat(attached("'tchook': {'ifindex': 1, 'attach_point': 'BPF_TC_CUSTOM'}, 'tcopts': {'priority': 9}")
                .warnings()).anyMatch(warning -> warning.contains("/tchook/attach_point: is not honoured"))
                .anyMatch(warning -> warning.contains("/tcopts/priority: is not honoured"));
    }

    /** @param members of its one program */
    private static TrackerPackage attached(String members) {
        return parse(packageOf(SampleObject.bytes().length, META.replace("'link': true", "'link': true, " + members)));
    }

    @Test
    void its_size_must_be_true() {
        assertBad(packageOf(7), "/bpf_object_size", "says 7 bytes");
    }

    @Test
    void an_object_that_is_not_packed_is_told() {
        assertBad("{'bpf_object': '" + SampleObject.base64() + "', 'meta': {}}", "/bpf_object", "is not zlib data");
    }

    static String packageOf(int size) {
        return packageOf(size, META);
    }

    private static String packageOf(int size, String meta) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(SampleObject.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "{'bpf_object': '" + Base64.getEncoder().encodeToString(packed.toByteArray())
                + "', 'bpf_object_size': " + size + ", 'meta': " + meta + "}";
    }
}
