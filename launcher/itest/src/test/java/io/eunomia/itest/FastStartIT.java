package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EUNOMIA_FAST=off leaves out all that is there for the start's speed alone, and nothing else changes. */
@Tag("kernel")
class FastStartIT {
    private static final List<String> OFF = List.of("env", "EUNOMIA_FAST=off");
    /** Files of the state folder that only a later start is made faster by. */
    private static final List<String> KEPT = List.of("kernel-types", "componentMetadataStore");
    /** Options of the JVM, as its command line has them. */
    private static final List<String> OPTIONS = List.of("-XX:Tier4InvocationThreshold", "-Djava.locale.providers",
            "-Djdk.reflect.useNativeAccessorOnly", "archive/");

    @TempDir
    private Path folder;

    /** What a start shows of itself. @param answers to the same questions @param kept which of {@link #KEPT} it wrote */
    private record Seen(List<String> answers, List<String> kept, List<String> options) {
    }

    @Test
    void a_daemon_without_it_answers_the_same_and_uses_none_of_it() throws IOException {
        Seen with = see(List.of(), folder.resolve("with"));
        assertThat(with.kept()).isEqualTo(KEPT);
        assertThat(with.options()).isEqualTo(OPTIONS);
        Seen without = see(OFF, folder.resolve("without"));
        assertThat(without.kept()).isEmpty();
        assertThat(without.options()).isEmpty();
        assertThat(without.answers()).isEqualTo(with.answers());
    }

    @Test
    void a_word_that_names_nothing_is_refused() {
        ProcessBuilder builder = Distribution.command("version");
        builder.environment().put("EUNOMIA_FAST", "-archive,-typo");
        try (Running running = Running.start(builder)) {
            Outcome outcome = running.finish(Await.LONG);
            assertThat(outcome.exit()).isEqualTo(2);
            assertThat(outcome.err()).contains("EUNOMIA_FAST is -archive,-typo");
        }
    }

    private static Seen see(List<String> by, Path state) throws IOException {
        List<String> answers;
        List<String> options;
        try (Daemon daemon = Daemon.startBy(by, state)) {
            String list = daemon.eunomia("list").out();
            assertThat(list).contains("process", "files", "tcpconnect");
            answers = List.of(daemon.summary().replaceFirst(", [^,]*$", ""), Plain.of(list));
            String line = Files.readString(Path.of("/proc", Long.toString(daemon.pid()), "cmdline"));
            options = OPTIONS.stream().filter(line::contains).toList();
        }
        try (Stream<Path> files = Files.walk(state)) {
            List<String> names = files.map(file -> file.getFileName().toString()).toList();
            return new Seen(answers, KEPT.stream().filter(names::contains).toList(), options);
        }
    }
}
