package io.eunomia.libbpf.internal.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.fixture.TestKernel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
@Timeout(120)
class MapRefusalTest {

    @Test
    void a_map_the_kernel_refuses_comes_with_the_broken_rule() {
        BpfObjectFile empty = TestKernel.libbpf().open("map_types", TestKernel.object("map_types"));
        empty.map("hash").maxEntries(0);
        assertThatThrownBy(empty::load).isInstanceOf(BpfException.class)
                .hasMessageContaining("map create \"hash\": EINVAL (max_entries is 0");
        BpfObjectFile mistyped = TestKernel.libbpf().open("map_types", TestKernel.object("map_types"));
        mistyped.map("queue").type(MapType.ARRAY);
        assertThatThrownBy(mistyped::load).hasMessageContaining("the key of a ARRAY map has 4 bytes; here it has 0");
    }

    /** The kernel would take the memory and hold up the machine before it found out. */
    @ParameterizedTest
    @ValueSource(strings = {"hash", "array", "percpu_array", "percpu_hash", "lru_hash", "queue", "stacks"})
    void a_map_larger_than_the_machine_is_refused_before_it_is_tried(String name) {
        BpfObjectFile file = TestKernel.libbpf().open("map_types", TestKernel.object("map_types"));
        file.map(name).maxEntries(-1);
        assertThatThrownBy(file::load).isInstanceOfSatisfying(BpfException.class, e -> {
            assertThat(e.errno()).isEqualTo(Errno.ENOMEM);
            assertThat(e.subject()).isEqualTo(name);
            assertThat(e.hint()).contains("4294967295 entries").contains("MiB").contains("lower max_entries");
        });
    }

    @Test
    void a_program_whose_map_is_not_created_is_refused_and_says_why() {
        BpfObjectFile file = TestKernel.libbpf().open("map_types", TestKernel.object("map_types"));
        file.map("slot").autocreate(false);
        assertThatThrownBy(file::load).isInstanceOf(BpfException.class).hasMessageContaining("slot");
        BpfObjectFile without = TestKernel.libbpf().open("map_types", TestKernel.object("map_types"));
        without.map("stacks").autocreate(false);
        try (BpfObject loaded = without.load()) {
            assertThat(loaded.maps()).extracting(BpfMap::name).doesNotContain("stacks").contains("hash");
        }
    }
}
