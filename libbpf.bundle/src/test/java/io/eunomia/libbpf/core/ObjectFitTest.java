package io.eunomia.libbpf.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.core.CoreRelocation.Outcome;
import io.eunomia.libbpf.core.ObjectFit.Conditions;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfProgram;
import io.eunomia.libbpf.fixture.KernelFiles;
import io.eunomia.libbpf.fixture.TestObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told of an object that meets a kernel; that it is what libbpf makes of it, see CoreAgreementTest. */
class ObjectFitTest {

    private static ObjectFit fit(String object, Path kernel) {
        return fit(ElfObject.parse(TestObjects.compiled(object)), kernel);
    }

    private static ObjectFit fit(ElfObject object, Path kernel) {
        Set<String> all = object.programs().stream().map(ElfProgram::name).collect(Collectors.toSet());
        return ObjectFit.of(object, KernelTypes.read(kernel).parse(), new Conditions(all, Map.of()));
    }

    private static CoreRelocation one(ObjectFit fit, RelocationKind kind, String subject) {
        List<CoreRelocation> found = fit.relocations().stream().filter(each -> each.kind() == kind
                && each.subject().equals(subject)).toList();
        assertThat(found).as("%s %s", kind, subject).isNotEmpty();
        return found.get(0);
    }

    @Test
    @Tag("kernel")
    void every_kind_is_told_with_what_is_lacking_and_where() {
        ObjectFit fit = fit("core_kinds", KernelFiles.running());
        assertThat(fit.relocations()).extracting(CoreRelocation::kind).containsAll(EnumSet.allOf(RelocationKind.class));
        assertThat(fit.relocations()).noneMatch(CoreRelocation::fatal);
        CoreRelocation asked = one(fit, RelocationKind.FIELD_EXISTS, "struct task_struct___none.no_such_member");
        assertThat(asked.outcome()).isEqualTo(Outcome.ABSENT);
        assertThat(asked.text()).matches("fields \\(core_kinds\\.bpf\\.c:[0-9]+\\): field_exists struct"
                + " task_struct___none\\.no_such_member: struct task_struct has no member \"no_such_member\"");
        CoreRelocation guarded = one(fit, RelocationKind.FIELD_BYTE_OFFSET, "struct task_struct___none.no_such_member");
        assertThat(guarded.outcome()).isEqualTo(Outcome.MISSING);
        assertThat(guarded.reached()).isFalse();
        assertThat(one(fit, RelocationKind.TYPE_EXISTS, "struct no_such_struct").problem())
                .isEqualTo("there is no struct no_such_struct");
        assertThat(one(fit, RelocationKind.TYPE_SIZE, "struct no_such_struct").outcome()).isEqualTo(Outcome.ABSENT);
        assertThat(one(fit, RelocationKind.FIELD_EXISTS, "struct file___odd.f_flags").problem())
                .contains("of type unsigned int there").contains("of type struct list_head in the object");
        assertThat(one(fit, RelocationKind.ENUMVAL_VALUE, "enum bpf_map_type___some::BPF_MAP_TYPE_RINGBUF___some").value())
                .isEqualTo(27);
        assertThat(one(fit, RelocationKind.ENUMVAL_EXISTS, "enum bpf_map_type___some::BPF_MAP_TYPE_NONE_SUCH___some")
                .problem()).contains("has no enumerator");
    }

    /** Tools older than a kernel: what each met when it was run there (cnf/kernel-support.csv) is told without that. */
    @Test
    void tools_older_than_a_kernel_are_told_what_it_lacks() throws IOException {
        Map<String, byte[]> tools = TestObjects.fromTools();
        Path before = KernelFiles.cached("6.1");
        Path after = KernelFiles.cached("6.12");
        assertThat(fatal(tools.get("bindsnoop"), before)).isEmpty();
        assertThat(fatal(tools.get("bindsnoop"), after)).isNotEmpty()
                .allMatch(text -> text.contains("struct inet_sock has no member \"freebind\""));
        assertThat(fatal(tools.get("runqlen"), after)).isEmpty();
        for (Map.Entry<String, byte[]> tool : tools.entrySet()) {
            if (!tool.getKey().equals("bindsnoop")) {
                assertThat(fatal(tool.getValue(), before)).as(tool.getKey()).isEmpty();
                assertThat(fatal(tool.getValue(), after)).as(tool.getKey()).isEmpty();
            }
        }
    }

    private static List<String> fatal(byte[] object, Path kernel) {
        return fit(ElfObject.parse(object), kernel).relocations().stream().filter(CoreRelocation::fatal)
                .map(CoreRelocation::text).toList();
    }

    @Test
    @Tag("kernel")
    void symbols_are_looked_up_and_weak_ones_may_be_absent() {
        ObjectFit fit = fit("externs", KernelFiles.running());
        assertThat(fit.lacks()).isEmpty();
    }
}
