package io.eunomia.libbpf.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eunomia.libbpf.btf.BtfType.*;
import io.eunomia.libbpf.fixture.TestObjects;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads the running kernel's BTF and compares every type with what bpftool says of it. */
@Tag("kernel")
class KernelBtfTest {
    private static final Path VMLINUX = Path.of("/sys/kernel/btf/vmlinux");
    private static Btf btf;

    @BeforeAll
    static void parse() throws IOException {
        boolean here = Files.isReadable(VMLINUX);
        if (!here) {
            System.out.println("skipped: this kernel has no BTF (" + VMLINUX + ")");
        }
        assumeTrue(here, "no kernel BTF");
        btf = Btf.parse(Files.readAllBytes(VMLINUX));
    }

    @Test
    void well_known_types_and_functions_are_found_by_name() {
        StructType task = btf.find("task_struct", StructType.class).orElseThrow();
        assertThat(btf.typeName(task.member("pid").orElseThrow().typeId())).isEqualTo("pid_t");
        assertThat(btf.sizeOf(task)).isGreaterThan(1000);
        FunctionType function = btf.function("bpf_prog_put").orElseThrow();
        assertThat(btf.type(function.prototypeId())).isInstanceOf(FunctionProto.class);
        assertThat(btf.find("bpf_map_type", EnumType.class).orElseThrow().nameOf(27))
                .contains("BPF_MAP_TYPE_RINGBUF");
        assertThat(btf.function("no_such_function")).isEmpty();
    }

    @Test
    void every_type_is_what_bpftool_says() throws IOException, InterruptedException {
        Process bpftool = new ProcessBuilder(TestObjects.tool("bin/bpftool").toString(), "btf", "dump", "file",
                VMLINUX.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> differences = new ArrayList<>();
        int id = 0;
        try (BufferedReader lines = bpftool.inputReader()) {
            String line = lines.readLine();
            while (line != null) {
                List<String> theirs = new ArrayList<>(List.of(line));
                for (line = lines.readLine(); line != null && line.startsWith("\t"); line = lines.readLine()) {
                    theirs.add(line);
                }
                id++;
                List<String> ours = BpftoolFormat.lines(btf, btf.type(id));
                if (!ours.equals(theirs) && differences.size() < 5) {
                    differences.add(ours + " but bpftool says " + theirs);
                }
            }
        }
        assertThat(bpftool.waitFor()).isZero();
        assertThat(differences).isEmpty();
        assertThat(id + 1).isEqualTo(btf.typeCount());
    }

    @Test
    void every_type_has_a_spelling_a_size_and_an_alignment() {
        for (int id = 0; id < btf.typeCount(); id++) {
            assertThat(btf.sizeOf(id)).isNotNegative();
            assertThat(Integer.bitCount(btf.alignOf(id))).isOne();
            assertThat(btf.typeName(id)).hasSizeLessThan(10_000);
        }
    }
}
