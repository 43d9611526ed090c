package io.eunomia.launcher.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorPrinterTest {
    private static final String LOG = IntStream.rangeClosed(1, 40).mapToObj(i -> i + ": insn").collect(Collectors.joining("\n"));

    @Test
    void a_block_says_what_where_and_what_to_do() {
        assertThat(printed(new CommandFailure(1, "no such map", "/maps/0", "maps are: rb", "", null), false))
                .isEqualTo("eunomia: no such map\n  at:   /maps/0\n  hint: maps are: rb\n");
    }

    @Test
    void of_a_long_log_the_end_is_shown() {
        String shown = printed(new CommandFailure(1, "refused", "", "", LOG, null), false);
        assertThat(shown).contains("last 12 of 40 lines").contains("    40: insn").doesNotContain("    28: insn");
    }

    @Test
    void verbose_shows_all() {
        assertThat(printed(new CommandFailure(1, "refused", "", "", LOG, null), true)).contains("    1: insn");
    }

    private static String printed(CommandFailure failure, boolean verbose) {
        var bytes = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new ErrorPrinter(new Terminal(stream, stream, false, false), verbose).print(failure);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
