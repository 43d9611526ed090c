package io.eunomia.shell.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables on terminals of several widths. */
class TableTest {
    private static final String PATH = "/var/lib/eunomia/trackers/a-folder-with-a-long-name/and-another-one/opens.json";
    private static final String WHY = "the kernel does not offer kprobes (CONFIG_KPROBES): use tracepoint programs, or start it"
            + " without this program (--without on_open)";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String printed(Table table, int columns) {
        bytes.reset();
        table.print(new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), System.err, false, false, columns));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 120})
    void lines_fit_and_lose_no_end(int columns) {
        Table table = new Table("ID", "NAME", "SOURCE", "WHY").row(1, "opens", PATH, WHY).row(12, "x", "built in", null);
        String text = printed(table, columns);
        assertThat(text.lines()).allMatch(line -> line.length() <= columns);
        assertThat(text).contains("/var/lib", ".json");
        assertThat(text.contains("…")).as("the path is cut").isEqualTo(columns < 120);
        assertThat(text.replaceAll("\\s+", " ")).contains("ID NAME SOURCE");
        // The last column is whole, in lines below each other.
        String why = text.lines().skip(1).limit(text.lines().count() - 2).map(line -> line.substring(Math.max(0, text.indexOf("WHY"))))
                .reduce((one, next) -> one.strip() + ' ' + next.strip()).orElseThrow();
        assertThat(why).isEqualTo(WHY);
    }

    @Test
    void numbers_are_on_the_right_and_texts_on_the_left() {
        Table table = new Table("NAME", "RUNS", "SIZE", "TO").row("a", 5, "4.0 KiB", "x").row("bcdef", 12345, "812 B", "y");
        assertThat(printed(table, 80)).isEqualTo("""
                NAME    RUNS     SIZE  TO
                a          5  4.0 KiB  x
                bcdef  12345    812 B  y
                """);
    }

    @Test
    void who_is_no_terminal_gets_whole_lines() {
        Table table = new Table("NAME", "SOURCE", "BUNDLE").row("opens", PATH + PATH, 1);
        Terminal wide = new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), System.err, false, false, Terminal.NO_COLUMNS);
        table.print(wide);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains(PATH + PATH);
    }
}
