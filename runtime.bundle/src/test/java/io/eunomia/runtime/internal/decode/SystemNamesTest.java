package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.filter.EventFilter;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are shown by the names that the running system has for them, and as numbers where it has none. */
class SystemNamesTest {
    private static final Map<String, AddedValue> KNOWN = new HashMap<>(Map.of("KERNEL_FUNCTION 0 " + 0xffffffff81000010L,
            AddedValue.of("vfs_read"), "FUNCTION 40 " + 0x7f0000001234L, AddedValue.of("operator\"\" _s(char const*)"), "CGROUP 0 77",
            AddedValue.of("/evil\n\u001b[31m"), "USER 0 33", AddedValue.of("www-data"), "GROUP 0 4", AddedValue.of("adm"),
            "DISK 0 8388609", AddedValue.of("sda1"), "FUNCTION 8 4096", AddedValue.of("of8"), "FUNCTION 9 4096", AddedValue.of("of9")));
    private static final TestObject OBJECT = TestObject.named("names", (kind, process, number) -> KNOWN.get(kind + " " + process + ' ' + number));
    private static final TestObject NAMELESS = TestObject.named("names");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {"caller | vfs_read | \"vfs_read\"",
        "place | operator\"\" _s(char const*) | \"operator\\\"\\\" _s(char const*)\"", "cgroup | /evil\\n\\u001b[31m | \"/evil\\n\\u001b[31m\"",
        "owner | www-data | \"www-data\"", "group | adm | \"adm\"", "disk | sda1 | \"sda1\"", "call | clone3 | \"clone3\"",
        "compat | 0x40000203 | \"0x40000203\"", "capability | CAP_SYS_ADMIN | \"CAP_SYS_ADMIN\"", "syscall_raw | clone3 | \"clone3\"",
        "error_raw | ENOENT | 2", "mntns_id | 4026531841 | 4026531841", "ppid | 5 | 5", "comm | bash | \"bash\""})
    void what_has_a_name_is_shown_by_it(String field, String plain, String json) {
        RecordView view = OBJECT.view("named");
        assertThat(TestObject.text(view, field)).isEqualTo(plain);
        assertThat(TestObject.json(view, field)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {"caller | 0xffffffff81000010 | \"0xffffffff81000010\"",
        "place | 0x7f0000001234 | \"0x7f0000001234\"", "cgroup | 77 | \"77\"", "owner | 33 | \"33\"", "group | 4 | \"4\"", "disk | 8:1 | \"8:1\""})
    void what_has_none_stays_a_number_and_addresses_are_text(String field, String plain, String json) {
        RecordView view = NAMELESS.view("named");
        assertThat(TestObject.text(view, field)).isEqualTo(plain);
        assertThat(TestObject.json(view, field)).isEqualTo(json);
    }

    @Test
    void the_process_of_an_address_is_the_one_beside_it_or_the_one_that_the_package_names() {
        assertThat(TestObject.text(OBJECT.view("elsewhere"), "at.place")).isEqualTo("of8");
        CompiledSchema told = OBJECT.schema("elsewhere", new FieldSpec("at.place", 0, "usym", "at.owner"));
        assertThat(TestObject.text(TestObject.view(told, OBJECT.bytes("elsewhere")), "at.place")).isEqualTo("of9");
        assertThatThrownBy(() -> OBJECT.schema("elsewhere", new FieldSpec("at.place", 0, "usym", "owner")))
                .isInstanceOf(TrackerException.class).hasMessageContaining("\"owner\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"caller == vfs_read", "caller == vfs_*", "caller ~ \"^vfs\"", "caller != vfs_write", "caller == 0xffffffff81000010",
        "owner == www-data", "owner == 33", "!(owner == root)", "disk == sda1", "call == clone3", "capability == CAP_SYS_ADMIN",
        "error_raw == ENOENT", "error_raw == 2", "cgroup > 70", "group ~= ADM"})
    void filters_compare_names_and_numbers(String filter) {
        RecordView view = OBJECT.view("named");
        EventFilter.Parts parts = EventFilter.parse(filter).split(List.of(view.schema()));
        assertThat(parts.whileReading().matches(view)).isTrue();
        assertThat(parts.whole() == null || parts.whole().matches(view)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"caller == vfs_write", "caller ~ \"write\"", "owner == root", "disk == sdb"})
    void names_are_not_looked_up_by_the_thread_that_reads_events(String filter) {
        RecordView view = OBJECT.view("named");
        EventFilter.Parts parts = EventFilter.parse(filter).split(List.of(view.schema()));
        assertThat(parts.whileReading().matches(view)).as("decided later").isTrue();
        assertThat(parts.whole().matches(view)).isFalse();
    }

    @Test
    void showing_a_name_that_is_known_makes_no_garbage() {
        AddedValue name = AddedValue.of("x");
        RecordView view = TestObject.named("names", (kind, process, number) -> name).view("named");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Utf8Sink out = new Utf8Sink(4096);
        int fields = view.schema().fields().size();
        Runnable event = () -> {
            out.clear();
            for (int field = 0; field < fields; field++) {
                view.appendText(field, out);
                view.appendJson(field, out);
            }
        };
        for (int i = 0; i < 2000; i++) {
            event.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 2000; i++) {
            event.run();
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4096);
    }
}
