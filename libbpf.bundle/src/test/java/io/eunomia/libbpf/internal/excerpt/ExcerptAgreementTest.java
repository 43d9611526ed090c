package io.eunomia.libbpf.internal.excerpt;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.fixture.KernelFiles;
import io.eunomia.libbpf.fixture.RelocateProgram;
import io.eunomia.libbpf.fixture.TestObjects;
import io.eunomia.libbpf.internal.btf.BtfImage;
import io.eunomia.libbpf.internal.btf.BtfNames;
import io.eunomia.libbpf.internal.excerpt.MinimalKernelTypes.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** libbpf makes the same instructions by an excerpt as by all of the kernel's types, for objects that nobody here wrote. */
@Tag("kernel")
class ExcerptAgreementTest {
    private static final int TOOLS_OF_VERSION_0_26 = 52;

    @TempDir
    private Path folder;

    @Test
    void instructions_are_the_same_with_and_without_it() throws IOException {
        byte[] kernel = KernelTypes.read(KernelFiles.running()).section();
        BtfNames names = new BtfNames(new BtfImage(kernel, null));
        Path whole = Files.write(folder.resolve("whole.btf"), kernel);
        Map<String, byte[]> objects = new TreeMap<>(TestObjects.fromTools());
        assertThat(objects).hasSizeGreaterThanOrEqualTo(TOOLS_OF_VERSION_0_26);
        objects.put("relocated", TestObjects.compiled("relocated"));
        objects.put("core_kinds", TestObjects.compiled("core_kinds"));
        int compared = 0;
        for (Map.Entry<String, byte[]> object : objects.entrySet()) {
            Optional<Set<Root>> roots = RelocatedTypes.of(ElfObject.parse(object.getValue()));
            Optional<byte[]> excerpt = roots.filter(some -> !some.isEmpty()).flatMap(some -> MinimalKernelTypes.of(names, some));
            if (excerpt.isPresent()) {
                assertThat(excerpt.get().length).as(object.getKey()).isLessThan(kernel.length / 4);
                Path part = Files.write(folder.resolve(object.getKey() + ".btf"), excerpt.get());
                Map<String, byte[]> expected = RelocateProgram.run(folder, object.getKey(), object.getValue(), whole).programs();
                Map<String, byte[]> made = RelocateProgram.run(folder, object.getKey(), object.getValue(), part).programs();
                assertThat(made.keySet()).as(object.getKey()).isEqualTo(expected.keySet());
                expected.forEach((program, code) -> assertThat(made.get(program)).as("%s: %s", object.getKey(), program).isEqualTo(code));
                compared += expected.size();
            }
        }
        System.out.println("programs relocated by an excerpt and by all types: " + compared);
        assertThat(compared).isGreaterThan(objects.size());
    }
}
