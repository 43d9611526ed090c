package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.internal.decode.LayoutPrograms.Variant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Layouts of programs of public kinds whose struct is not in BTF, beside those of the same programs with it. The table
 * is printed, and kept in docs/layouts.md.
 */
class LayoutTableTest {
    private static final int FEWEST_PROGRAMS = 60;
    /** To be raised to 95 with what the code is found to tell. */
    private static final double LEAST_NAMED_PERCENT = 59;
    /** To come down to none. */
    private static final int MOST_WRONG = 141;

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
        LayoutTable table = LayoutTable.of(LayoutPrograms.compiled(), Variant.BARE);
        Map<String, Integer> before = before();
        System.out.println(table.markdown(before));
        table.wrong().forEach(System.out::println);
        assertThat(table.rows()).hasSizeGreaterThanOrEqualTo(FEWEST_PROGRAMS);
        assertThat(before.keySet()).containsExactlyElementsOf(
                table.rows().stream().map(LayoutComparison::program).toList());
        assertThat(table.wrong()).hasSizeLessThanOrEqualTo(MOST_WRONG);
        assertThat(table.namedPercent()).isGreaterThanOrEqualTo(LEAST_NAMED_PERCENT);
        assertThat(table.rows()).allSatisfy(row -> assertThat(row.named()).as("names right of %s", row.program())
                .isGreaterThanOrEqualTo(before.get(row.program())));
    }
}
