package io.eunomia.libbpf.internal.excerpt;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.internal.btf.KernelImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class TargetTypesTest {
    private static final Path VMLINUX = Path.of("/sys/kernel/btf/vmlinux");

    @Test
    void the_second_object_with_the_same_types_gets_a_part_of_them() {
        TargetTypes types = TargetTypes.excerpts(new KernelImage(VMLINUX));
        ElfObject relocated = ElfObject.parse(TestKernel.object("relocated"));
        assertThat(types.of(relocated)).isEmpty();
        assertThat(types.of(relocated)).hasValueSatisfying(section -> assertThat(section).hasSizeLessThan(1 << 19));
        assertThat(types.of(ElfObject.parse(TestKernel.object("getppid_counter")))).isEmpty();
    }

    @Test
    void the_first_gets_it_when_the_kernels_types_were_read_already() {
        KernelImage kernel = new KernelImage(VMLINUX);
        TargetTypes types = TargetTypes.excerpts(kernel);
        assertThat(kernel.names().image().typeCount()).isPositive();
        assertThat(types.of(ElfObject.parse(TestKernel.object("relocated")))).isPresent();
    }

    @Test
    void without_the_kernels_types_libbpf_is_left_to_say_so() {
        TargetTypes types = TargetTypes.excerpts(new KernelImage(Path.of("/nonexistent/vmlinux")));
        ElfObject relocated = ElfObject.parse(TestKernel.object("relocated"));
        for (int i = 0; i < 3; i++) {
            assertThat(types.of(relocated)).isEmpty();
        }
    }

    /** The tag is a hash of the instructions as they were loaded. */
    @Test
    void a_part_relocates_as_the_whole_does() {
        long before = TestKernel.kernelDescriptors();
        try (LibbpfLibrary library = LibbpfLibrary.load()) {
            String whole = tag(library);
            for (int i = 0; i < 3; i++) {
                assertThat(tag(library)).isEqualTo(whole);
            }
        }
        assertThat(TestKernel.kernelDescriptors()).isEqualTo(before);
    }

    private static String tag(LibbpfLibrary library) {
        try (BpfObject object = library.libbpf().open("relocated", TestKernel.object("relocated")).load();
                BpfLink link = object.program("look").attach(AttachPoint.bySection())) {
            assertThat(link.fd()).isPositive();
            TestKernel.callGetppid(1);
            return object.program("look").info().tag();
        }
    }
}
