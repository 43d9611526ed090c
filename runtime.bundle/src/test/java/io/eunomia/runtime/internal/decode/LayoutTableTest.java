package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.dwarf.DebugInfo;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.internal.decode.LayoutPrograms.Variant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Layouts of programs of public kinds whose struct is not in BTF, beside those of the same programs with it. The table
 * is printed, and kept in docs/layouts.md.
 */
class LayoutTableTest {
    private static final LayoutPrograms PROGRAMS = LayoutPrograms.compiled();
    private static final int FEWEST_PROGRAMS = 60;
    private static final String TABLE = "<!-- written by LayoutTableTest -->";
    private static final double LEAST_NAMED_PERCENT = 95;

    private static Map<String, Integer> before() throws IOException {
        Map<String, Integer> before = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                LayoutTableTest.class.getResourceAsStream("/layouts-before.csv"), StandardCharsets.UTF_8))) {
            lines.lines().skip(1).map(line -> line.split(","))
                    .forEach(cells -> before.put(cells[0], Integer.parseInt(cells[1])));
        }
        return before;
    }

    @Test
    void the_code_tells_the_layout() throws IOException {
        LayoutTable table = LayoutTable.of(PROGRAMS, Variant.BARE);
        Map<String, Integer> before = before();
        String text = table.markdown(before);
        System.out.println(text);
        table.wrong().forEach(System.out::println);
        assertThat(table.rows()).hasSizeGreaterThanOrEqualTo(FEWEST_PROGRAMS);
        assertThat(before.keySet()).containsExactlyElementsOf(PROGRAMS.names());
        assertThat(table.wrong()).isEmpty();
        assertThat(table.namedPercent()).isGreaterThanOrEqualTo(LEAST_NAMED_PERCENT);
        assertThat(table.rows()).allSatisfy(row -> assertThat(row.named()).as("names right of %s", row.program())
                .isGreaterThanOrEqualTo(before.get(row.program())));
    }

    /** {@code -Dlayouts.write=true} writes it instead. */
    @Test
    void the_document_is_current() throws IOException {
        Path document = Path.of("..", "docs", "layouts.md");
        String table = LayoutTable.of(PROGRAMS, Variant.BARE).markdown(before());
        String now = Files.readString(document);
        String wanted = now.substring(0, now.indexOf(TABLE) + TABLE.length()) + "\n\n" + table;
        if (Boolean.getBoolean("layouts.write")) {
            Files.writeString(document, wanted);
        } else {
            assertThat(now).as("docs/layouts.md; run this test with -Dlayouts.write=true").isEqualTo(wanted);
        }
    }

    @Test
    void dwarf_tells_what_btf_would() {
        LayoutTable table = LayoutTable.of(PROGRAMS, Variant.UNSTRIPPED);
        assertThat(table.rows()).allSatisfy(row -> assertThat(row.typed()).as(row.program()).isEqualTo(row.fields()));
        assertThat(table.wrong()).isEmpty();
        for (String program : PROGRAMS.names()) {
            TestObject told = PROGRAMS.object(program, Variant.TOLD);
            TestObject unstripped = PROGRAMS.object(program, Variant.UNSTRIPPED);
            assertThat(told.rings()).isNotEmpty().allSatisfy(ring -> {
                CompiledSchema schema = unstripped.factory().events(ring, Optional.empty());
                CompiledSchema truth = told.factory().events(ring, Optional.empty());
                assertThat(schema.fields()).isEqualTo(truth.fields());
                assertThat(schema.struct()).isEqualTo(truth.struct());
                assertThat(schema.note()).isEqualTo(truth.note());
            });
        }
    }

    @Test
    void dwarf_4_has_the_same_structs_as_5() {
        for (String program : PROGRAMS.names()) {
            Btf four = types(program, Variant.TOLD_UNSTRIPPED);
            Btf five = types(program, Variant.UNSTRIPPED);
            List<StructType> structs = five.structs().stream().filter(struct -> !struct.name().isEmpty()).toList();
            assertThat(structs).isNotEmpty().allSatisfy(struct -> assertThat(LayoutBuilder.struct(four,
                    four.find(struct.name(), StructType.class).orElseThrow()).slots())
                            .isEqualTo(LayoutBuilder.struct(five, struct).slots()));
        }
    }

    private static Btf types(String program, Variant variant) {
        return DebugInfo.read(ElfObject.parse(PROGRAMS.bytes(program, variant))).orElseThrow().types();
    }
}
