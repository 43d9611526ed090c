package io.eunomia.libbpf.internal.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.btf.MapBlueprint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an older libbpf refuses without saying that a newer one does not. */
class NewerLibbpfTest {
    private static final NewerLibbpf DEBIAN_12 = new NewerLibbpf(1, 1, "1.1.2");
    private static final NewerLibbpf BACKPORTS = new NewerLibbpf(1, 4, "1.4.6");

    @ParameterizedTest
    @CsvSource({"netfilter, 4", "tcx/ingress, 4", "?uprobe.multi/libc.so.6:malloc, 4", "usdt.s//bin/x:a:b, 4",
        "cgroup/connect_unix, 4", "kprobe.session/do_unlinkat, 5", "uprobe.session/libc.so.6:malloc, 6", "fsession/x, 7"})
    void a_section_of_a_newer_libbpf_names_its_version_and_the_flag(String section, int minor) {
        assertThat(DEBIAN_12.unknownSection("p", section)).isInstanceOfSatisfying(UnsupportedFeatureException.class, e ->
                assertThat(e.feature()).isEqualTo("libbpf")).hasMessage("program load \"p\": section \"" + section
                        + "\" needs libbpf 1." + minor + " or newer, and this is 1.1.2: --libbpf FILE takes another one"
                        + " (eunomia run, plan and server)");
        assertThat(BACKPORTS.forSection(section).isPresent()).isEqualTo(minor > 4);
    }

    @Test
    void a_section_that_none_knows_is_the_packages_fault() {
        BpfException failure = BACKPORTS.unknownSection("p", "cgroup/connect9");
        assertThat(failure).isNotInstanceOf(UnsupportedFeatureException.class).hasMessage("program load \"p\": libbpf"
                + " 1.4.6 knows no section \"cgroup/connect9\": write it as a section that it knows");
    }

    @Test
    void arenas_and_unsized_perf_buffers_inside_maps_need_a_newer_one() {
        MapBlueprint arena = map(MapType.ARENA, 10, Optional.empty());
        MapBlueprint outer = map(MapType.HASH_OF_MAPS, 16, Optional.of(map(MapType.PERF_EVENT_ARRAY, 0, Optional.empty())));
        MapBlueprint sized = map(MapType.HASH_OF_MAPS, 16, Optional.of(map(MapType.PERF_EVENT_ARRAY, 2, Optional.empty())));
        for (MapBlueprint one : List.of(arena, outer)) {
            assertThatThrownBy(() -> DEBIAN_12.check(List.of(sized, one))).isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("needs libbpf 1.4 or newer, and this is 1.1.2: --libbpf FILE");
            assertThatCode(() -> BACKPORTS.check(List.of(one))).doesNotThrowAnyException();
        }
        assertThatCode(() -> DEBIAN_12.check(List.of(sized))).doesNotThrowAnyException();
        assertThatCode(() -> new NewerLibbpf(2, 0, "2.0.0").check(List.of(arena, outer))).doesNotThrowAnyException();
    }

    private static MapBlueprint map(MapType type, long entries, Optional<MapBlueprint> inner) {
        return new MapBlueprint("m", type.number(), entries, 0, 0, 0, 4, 4, false, inner);
    }
}
