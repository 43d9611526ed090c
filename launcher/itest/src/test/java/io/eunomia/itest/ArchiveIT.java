package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that makes starts faster. */
@Tag("kernel")
class ArchiveIT {
    private static final Duration TRAINING = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void an_archive_is_made_used_and_passed_over_when_it_does_not_fit() throws IOException {
        Outcome made = run(Map.of("EUNOMIA_ARCHIVES", folder.resolve("made").toString()), "archive");
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.err()).isEmpty();
        Path archive = Path.of(made.out().strip());
        assertThat(folder.resolve("made")).isDirectoryContaining(archive::equals);
        assertThat(files("made")).hasSize(1);

        assertThat(archived("made", "version")).as("classes of ours that come from the archive").isNotEmpty();
        assertThat(archived("none", "version")).isEmpty();

        Files.createDirectory(folder.resolve("spoilt"));
        Files.write(folder.resolve("spoilt").resolve(archive.getFileName()), new byte[1 << 16]);
        assertThat(archived("spoilt", "version")).isEmpty();
    }

    @Test
    void the_build_made_one_for_its_own_java() throws IOException {
        assertThat(archived(Distribution.home().resolve("archive").toString(), "version")).isNotEmpty();
    }

    @Test
    void what_makes_the_native_calls_comes_from_the_archive_too() throws IOException {
        List<String> classes = archived(Distribution.home().resolve("archive").toString(), "vmlinux");
        assertThat(classes).anyMatch(line -> line.contains(" jnr.ffi.provider.jffi.ReflectionLibraryLoader "))
                .anyMatch(line -> line.contains(" jnr.ffi.provider.jffi.DefaultInvokerFactory "))
                .anyMatch(line -> line.contains(" com.kenai.jffi.Foreign "))
                .anyMatch(line -> line.contains(" io.eunomia.libbpf.internal.ffi.LibBpf "));
    }

    @Test
    void asked_for_help_it_makes_none() throws IOException {
        Path archives = Files.createDirectory(folder.resolve("help"));
        Path old = Files.writeString(archives.resolve("old.jsa"), "as it was");
        for (List<String> words : List.of(List.of("archive", "--help"), List.of("archive", "-v", "-h"), List.of("-h", "archive"))) {
            Outcome help = run(Map.of("EUNOMIA_ARCHIVES", archives.toString()), words.toArray(String[]::new));
            assertThat(help.out() + help.err()).as(String.join(" ", words)).contains("Usage: eunomia");
            assertThat(files("help")).containsExactly(old);
            assertThat(old).hasContent("as it was");
        }
    }

    @Test
    void a_folder_that_cannot_be_written_to_is_named() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Outcome refused = run(Map.of("EUNOMIA_ARCHIVES", file.resolve("under").toString()), "archive");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("cannot write to " + file.resolve("under")).contains("EUNOMIA_ARCHIVES");
    }

    /** Our classes, and those that make the native calls, that the JVM took from an archive; that the command works is checked on the way. */
    private List<String> archived(String archives, String command) throws IOException {
        Path log = Files.createTempFile(folder, "classes", ".log");
        Outcome outcome = run(Map.of("EUNOMIA_ARCHIVES", archives.equals("none") ? archives : folder.resolve(archives).toString(),
                "EUNOMIA_OPTS", "-Xlog:class+load:file=" + log), command);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.err()).isEmpty();
        return Files.readAllLines(log).stream().filter(line -> line.contains("shared objects file") && line.matches(".* (io\\.eunomia|jnr|com\\.kenai)\\..*"))
                .toList();
    }

    private Stream<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.toList().stream();
        }
    }

    private static Outcome run(Map<String, String> environment, String... words) {
        ProcessBuilder builder = Distribution.command(words);
        builder.environment().putAll(environment);
        try (Running running = Running.start(builder)) {
            return running.finish(TRAINING);
        }
    }
}
