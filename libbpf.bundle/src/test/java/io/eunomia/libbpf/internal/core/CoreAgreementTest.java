package io.eunomia.libbpf.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.core.CoreRelocation;
import io.eunomia.libbpf.core.CoreRelocation.Outcome;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.libbpf.core.ObjectFit.Conditions;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfProgram;
import io.eunomia.libbpf.fixture.KernelFiles;
import io.eunomia.libbpf.fixture.RelocateProgram;
import io.eunomia.libbpf.fixture.TestObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instructions relocated here are those that libbpf makes, for objects that nobody here wrote and for several kernels. */
@Tag("kernel")
class CoreAgreementTest {
    private static final int TOOLS_OF_VERSION_0_26 = 52;
    private static final int LONG = 8;
    /** Those of functions that no program calls. */
    private static final int MOST_NOT_FOUND = 3;

    @TempDir
    private Path folder;

    @Test
    void on_this_kernel() throws IOException {
        agree(KernelFiles.running(), 1);
    }

    @Test
    void on_linux_6_1() throws IOException {
        agree(KernelFiles.cached("6.1"), 2);
    }

    @Test
    void on_linux_6_12() throws IOException {
        agree(KernelFiles.cached("6.12"), 3);
    }

    /** @param counts relocations by outcome @param compared those whose instruction was found in what libbpf made */
    private record Comparison(Map<Outcome, Long> counts, int compared, List<String> differences) {
    }

    /** @param each one of so many tools only: libbpf reads all of the kernel's types for each */
    private void agree(Path kernel, int each) throws IOException {
        KernelTypes types = KernelTypes.read(kernel);
        Path raw = Files.write(folder.resolve("kernel.btf"), types.section());
        Btf btf = types.parse();
        Map<String, byte[]> tools = TestObjects.fromTools();
        assertThat(tools).hasSizeGreaterThanOrEqualTo(TOOLS_OF_VERSION_0_26);
        Map<String, byte[]> objects = new TreeMap<>();
        for (String tool : tools.keySet()) {
            if (Math.floorMod(tool.hashCode(), each) == 0) {
                objects.put(tool, tools.get(tool));
            }
        }
        objects.put("relocated", TestObjects.compiled("relocated"));
        objects.put("core_kinds", TestObjects.compiled("core_kinds"));
        List<String> differences = new ArrayList<>();
        int compared = 0;
        Map<Outcome, Long> counts = new TreeMap<>();
        for (Map.Entry<String, byte[]> object : objects.entrySet()) {
            Comparison one = compare(object.getKey(), object.getValue(), btf, raw);
            differences.addAll(one.differences());
            compared += one.compared();
            one.counts().forEach((outcome, count) -> counts.merge(outcome, count, Long::sum));
        }
        System.out.println("CO-RE relocations of " + objects.size() + " objects with the types of "
                + types.release().orElse("this kernel") + ": " + counts + "; " + compared + " instructions compared with"
                + " libbpf's, " + differences.size() + " differ");
        assertThat(differences).isEmpty();
        assertThat(counts).containsKeys(Outcome.RESOLVED, Outcome.ABSENT, Outcome.MISSING);
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum() - compared).isBetween(0L, (long) MOST_NOT_FOUND);
    }

    private Comparison compare(String name, byte[] bytes, Btf btf, Path raw) throws IOException {
        ElfObject object = ElfObject.parse(bytes);
        Conditions all = new Conditions(object.programs().stream().map(ElfProgram::name).collect(Collectors.toSet()), Map.of());
        RelocatedObject own = new RelocatedObject(object, btf, all, Map.of());
        List<CoreRelocation> relocations = own.relocations();
        assertThat(relocations).as(name).noneMatch(one -> one.outcome() == Outcome.REFUSED);
        if (relocations.isEmpty()) {
            return new Comparison(Map.of(), 0, List.of());
        }
        RelocateProgram.Result made = RelocateProgram.run(folder, name, bytes, raw);
        assertThat(made.refused()).as("%s: libbpf refuses a relocation", name).isFalse();
        List<String> differences = new ArrayList<>();
        int compared = 0;
        CodePlaces places = new CodePlaces(object, made.programs());
        for (CoreRelocation one : relocations) {
            byte[] code = own.code(one.section());
            List<byte[]> found = places.find(one.section(), one.instruction());
            compared += found.isEmpty() ? 0 : 1;
            // Functions that no program calls, as libbpf's headers have some, are in none.
            assertThat(!found.isEmpty() || one.section().equals(".text")).as(one.text()).isTrue();
            for (byte[] instruction : found) {
                if (!hex(code, one.instruction()).equals(hex(instruction, 0))) {
                    differences.add(name + ' ' + one.text() + ": " + hex(code, one.instruction()) + ", libbpf "
                            + hex(instruction, 0));
                }
            }
        }
        return new Comparison(relocations.stream().collect(Collectors.groupingBy(CoreRelocation::outcome, TreeMap::new,
                Collectors.counting())), compared, differences);
    }

    private static String hex(byte[] code, int instruction) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LONG; i++) {
            text.append(String.format("%02x", code[instruction * LONG + i]));
        }
        return text.toString();
    }
}
