package io.eunomia.libbpf.internal.excerpt;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfBuilder;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.internal.btf.BtfImage;
import io.eunomia.libbpf.internal.btf.BtfKind;
import io.eunomia.libbpf.internal.btf.BtfNames;
import io.eunomia.libbpf.internal.btf.KernelImage;
import io.eunomia.libbpf.internal.excerpt.MinimalKernelTypes.Root;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class MinimalKernelTypesTest {
    private static final Path KERNEL = Path.of("/sys/kernel/btf/vmlinux");

    @Test
    void it_has_the_layout_of_the_kernels_own_types() throws Exception {
        byte[] kernel = Files.readAllBytes(KERNEL);
        BtfNames names = new BtfNames(new BtfImage(kernel, null));
        Set<Root> roots = Set.of(Root.of(BtfKind.STRUCT, "task_struct___mine"), Root.of(BtfKind.STRUCT, "file"),
                Root.of(BtfKind.TYPEDEF, "pid_t"), Root.of(BtfKind.ENUM64, "hrtimer_restart"));
        byte[] section = MinimalKernelTypes.of(names, roots).orElseThrow();
        assertThat(section.length).isLessThan(kernel.length / 10);
        Btf all = Btf.parse(kernel);
        Btf part = Btf.parse(section);
        for (StructType own : part.structs()) {
            assertThat(all.structs().stream().filter(one -> one.name().equals(own.name()))
                    .anyMatch(one -> same(all, one, part, own))).as(own.name()).isTrue();
        }
        assertThat(part.find("task_struct", StructType.class)).isPresent();
        assertThat(part.find("file", StructType.class)).isPresent();
        assertThat(part.typeName(part.all(io.eunomia.libbpf.btf.BtfType.Typedef.class)
                .filter(type -> type.name().equals("pid_t")).findFirst().orElseThrow())).isEqualTo("pid_t");
    }

    private static boolean same(Btf all, StructType kernel, Btf part, StructType own) {
        if (kernel.size() != own.size() || kernel.members().size() != own.members().size()) {
            return false;
        }
        for (int i = 0; i < own.members().size(); i++) {
            var one = kernel.members().get(i);
            var other = own.members().get(i);
            if (!one.name().equals(other.name()) || one.bitOffset() != other.bitOffset()
                    || all.sizeOf(one.typeId()) != part.sizeOf(other.typeId())) {
                return false;
            }
        }
        return true;
    }

    @Test
    void a_type_that_only_a_module_may_have_is_left_to_libbpf() throws Exception {
        BtfNames kernel = new KernelImage(KERNEL).names();
        assertThat(MinimalKernelTypes.of(kernel, Set.of(Root.of(BtfKind.STRUCT, "task_struct"),
                Root.of(BtfKind.STRUCT, "no_such_struct_anywhere")))).isEmpty();
    }

    /** As bpf_core_add_cands compares names: without the flavor of either. */
    @Test
    void types_of_a_roots_name_come_with_any_flavor() {
        BtfBuilder types = new BtfBuilder();
        types.type("thing___old", BtfBuilder.STRUCT, 4);
        types.type("thing", BtfBuilder.STRUCT, 8);
        types.type("thing", BtfBuilder.UNION, 8);
        types.type("thing_else", BtfBuilder.STRUCT, 8);
        types.type("thing____odd", BtfBuilder.STRUCT, 8);
        types.type("thing___new", BtfBuilder.STRUCT, 16);
        BtfNames kernel = new BtfNames(new BtfImage(types.build(), null));
        byte[] section = MinimalKernelTypes.of(kernel, Set.of(Root.of(BtfKind.STRUCT, "thing___mine"))).orElseThrow();
        assertThat(Btf.parse(section).structs()).extracting(StructType::name)
                .containsExactly("thing___old", "thing", "thing___new");
    }
}
