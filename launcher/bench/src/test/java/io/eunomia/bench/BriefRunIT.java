package io.eunomia.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.bench.result.Figure;
import io.eunomia.bench.result.Results;
import io.eunomia.bench.result.ResultsJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every benchmark once and briefly, so that none rots. What it measures then is not looked at: machines differ. */
@Tag("kernel")
class BriefRunIT {
    @TempDir
    private Path out;

    static List<String> names() {
        return Main.all().stream().map(Measurement::name).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void measures(String name) throws Exception {
        int exit = new CommandLine(new Main()).execute("--brief", "--out", out.toString(), name);
        List<Results> all = ResultsJson.read(out.resolve("benchmarks.json"));
        assertThat(all).singleElement().satisfies(results -> {
            assertThat(results.notes()).noneMatch(note -> note.startsWith("failed"));
            assertThat(results.figures()).isNotEmpty();
            for (Figure figure : results.figures()) {
                assertThat(figure.median()).as(figure.what() + " of " + figure.subject()).isFinite();
            }
        });
        assertThat(exit).isZero();
        assertThat(Files.readString(out.resolve("benchmarks.md"))).contains("`" + name + "`");
    }

    @Test
    void a_name_that_there_is_not_is_said_to_be_none() {
        assertThat(new CommandLine(new Main()).execute("attach-slowly")).isEqualTo(CommandLine.ExitCode.USAGE);
    }
}
