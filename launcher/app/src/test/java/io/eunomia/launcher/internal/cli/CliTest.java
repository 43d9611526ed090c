package io.eunomia.launcher.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.shell.command.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    private record Said(int exit, String out, String err) {
    }

    static List<String> commands() {
        return Cli.all().getSubcommands().keySet().stream().filter(name -> !name.equals("help")).toList();
    }

    /** Whatever else stands there: who asks for help wants nothing done. */
    @ParameterizedTest
    @MethodSource("commands")
    void help_of_every_command_helps_and_does_nothing_else(String command) {
        for (String[] words : List.of(new String[] {command, "--help"}, new String[] {command, "-h"},
                new String[] {"help", command})) {
            Said said = run(words);
            assertThat(said.exit()).isZero();
            assertThat(said.out()).startsWith("Usage: eunomia " + command).contains("Show this and end");
            assertThat(said.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void the_version_is_one_line(String word) {
        assertThat(run(word)).isEqualTo(new Said(0, "eunomia " + Version.TEXT + "\n", ""));
    }

    @Test
    void only_what_is_near_is_suggested() {
        assertThat(run("lsit").err()).contains("did you mean list?");
        assertThat(run("kubectl").err()).contains("there is no command kubectl").doesNotContain("did you mean");
        assertThat(run("list", "--jsn").err()).contains("did you mean --json?");
        assertThat(run("list", "--frobnicate").err()).contains("--frobnicate").doesNotContain("did you mean");
        assertThat(run("list", "surplus").err()).contains("surplus").doesNotContain("did you mean");
    }

    @Test
    void pins_go_with_removal_only() {
        Said said = run("stop", "x", "--pins");
        assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("--remove");
    }

    @Test
    void what_ends_with_its_command_cannot_stay_for_the_next_daemon() {
        Said said = run("run", "process", "--persist");
        assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("run ends its tracker", "eunomia start process --persist");
    }

    @Test
    void what_is_to_be_unpinned_is_said_in_one_way() {
        for (String[] words : List.of(new String[] {"unpin", "--orphans", "--all"}, new String[] {"unpin", "0123", "--all"},
                new String[] {"unpin", "0123", "--state", "/tmp"}, new String[] {"unpin", "--orphans", "--state", "/tmp"})) {
            Said said = run(words);
            assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(said.err()).contains("exclude each other");
        }
        for (String wrong : List.of("", "012", "0123456789abcdef0", "../../..", "012g", "0123456789ABCDEF")) {
            Said said = run("unpin", wrong);
            assertThat(said.exit()).as(wrong).isEqualTo(ExitCode.USAGE);
            assertThat(said.err()).contains("is no id of a state folder");
        }
    }

    private static Said run(String... words) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (PrintStream newOut = new PrintStream(printed, true, StandardCharsets.UTF_8);
                PrintStream newErr = new PrintStream(told, true, StandardCharsets.UTF_8)) {
            System.setOut(newOut);
            System.setErr(newErr);
            int exit = Cli.run(words);
            return new Said(exit, printed.toString(StandardCharsets.UTF_8), told.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
