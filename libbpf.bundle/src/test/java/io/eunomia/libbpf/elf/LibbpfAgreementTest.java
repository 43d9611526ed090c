package io.eunomia.libbpf.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.btf.BtfMaps;
import io.eunomia.libbpf.btf.MapBlueprint;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.fixture.TestObjects;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is read here of an object is what libbpf reads of it. */
@Tag("kernel")
class LibbpfAgreementTest {

    private static void agrees(String name, byte[] bytes) {
        ElfObject object = ElfObject.parse(bytes);
        try (BpfObjectFile file = TestKernel.libbpf().open(name, bytes)) {
            assertThat(file.programs()).as(name).extracting(ProgramFile::name)
                    .containsExactlyInAnyOrderElementsOf(object.programs().stream().map(ElfProgram::name).toList());
            for (ElfProgram program : object.programs()) {
                ProgramFile theirs = file.program(program.name());
                assertThat(theirs.section()).as(name).isEqualTo(program.section());
                assertThat(theirs.autoload()).as(program.name()).isEqualTo(program.autoload());
                assertThat(theirs.instructionCount()).as(program.name()).isEqualTo(program.instructionCount());
            }
            List<MapBlueprint> maps = object.btf().map(BtfMaps::of).orElse(List.of());
            maps.forEach(map -> agrees(map, file.map(map.name())));
            long internal = file.maps().stream().filter(MapFile::internal).count();
            assertThat(file.maps()).as(name).hasSize(maps.size() + (int) internal);
            dataSections(object).forEach((section, size) -> assertThat(file.maps()).as(name + ' ' + section)
                    .anyMatch(map -> map.internal() && map.valueSize() == size));
        }
    }

    private static Map<String, Integer> dataSections(ElfObject object) {
        Map<String, Integer> sizes = new HashMap<>();
        object.dataSections().stream().filter(section -> section.size() > 0)
                .forEach(section -> sizes.put(section.name(), section.size()));
        return sizes;
    }

    private static void agrees(MapBlueprint ours, MapFile theirs) {
        assertThat(theirs.type()).as(ours.name()).isEqualTo(MapType.of(ours.type()));
        assertThat(theirs.keySize()).as(ours.name()).isEqualTo(ours.keySize());
        assertThat(theirs.valueSize()).as(ours.name()).isEqualTo(ours.valueSize());
        assertThat(theirs.keyTypeId()).as(ours.name()).isEqualTo(ours.keyTypeId());
        assertThat(theirs.valueTypeId()).as(ours.name()).isEqualTo(ours.valueTypeId());
        assertThat(theirs.flags()).as(ours.name()).isEqualTo(ours.flags());
        assertThat(Integer.toUnsignedLong(theirs.maxEntries())).as(ours.name()).isEqualTo(ours.maxEntries());
    }

    @Test
    void on_objects_compiled_here() {
        for (String name : FuzzCorpus.NAMES) {
            agrees(name, TestObjects.compiled(name));
        }
    }

    @Test
    void on_the_objects_of_debians_tools() {
        TestObjects.fromTools().forEach(LibbpfAgreementTest::agrees);
    }
}
