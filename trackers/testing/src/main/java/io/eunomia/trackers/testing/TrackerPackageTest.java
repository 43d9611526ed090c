package io.eunomia.trackers.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor.Alternatives;
import io.eunomia.runtime.descriptor.TrackerPackage;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that a tracker's descriptor and its object speak of the same things. Each tracker's module extends it. */
public abstract class TrackerPackageTest {
    private final String name = Path.of(System.getProperty("basedir")).getFileName().toString();
    private final TrackerPackage tracker = TrackerRun.trackerPackage(name);

    @Test
    void the_package_is_understood_whole() {
        assertThat(tracker.warnings()).isEmpty();
        assertThat(tracker.descriptor().name()).isEqualTo(name);
        assertThat(tracker.descriptor().description()).isNotBlank();
    }

    @Test
    void every_global_that_can_be_set_is_a_described_argument() {
        Collection<ArgumentSpec> arguments = tracker.descriptor().arguments().values();
        assertThat(arguments).allSatisfy(argument -> assertThat(argument.description()).isNotBlank());
        try (LibbpfLibrary library = LibbpfLibrary.load();
                BpfObjectFile file = library.libbpf().open(name, tracker.elf())) {
            List<String> settable = file.globals().stream()
                    .filter(global -> global.constant() && global.volatileQualified())
                    .map(GlobalVariable::name).filter(global -> !global.startsWith("eunomia_")).toList();
            assertThat(arguments).extracting(ArgumentSpec::global).filteredOn(global -> !global.isEmpty())
                    .containsExactlyInAnyOrderElementsOf(settable);
        }
    }

    @Test
    void alternatives_name_programs_of_the_object() {
        try (LibbpfLibrary library = LibbpfLibrary.load();
                BpfObjectFile file = library.libbpf().open(name, tracker.elf())) {
            for (Alternatives group : tracker.descriptor().alternatives()) {
                assertThat(group.choices()).hasSizeGreaterThan(1).allSatisfy(choice -> assertThat(choice)
                        .allSatisfy(program -> assertThat(file.program(program).name()).isEqualTo(program)));
            }
        }
    }
}
