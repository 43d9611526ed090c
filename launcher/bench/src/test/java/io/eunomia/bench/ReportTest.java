package io.eunomia.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.bench.result.Figure;
import io.eunomia.bench.result.Report;
import io.eunomia.bench.result.Results;
import io.eunomia.bench.result.ResultsJson;
import io.eunomia.bench.result.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final Results results = new Results("attach", "Package to attached", "a machine");

    @Test
    void percentiles_are_of_the_sorted_values() {
        Figure figure = results.add("time", "ours", "ms", IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray());
        assertThat(figure.median()).isEqualTo(50.5);
        assertThat(figure.percentile(99)).isEqualTo(99);
        assertThat(figure.percentile(10)).isEqualTo(10);
    }

    @Test
    void each_subject_stands_beside_its_reference() {
        results.add("time", "ours", "ms", 3);
        results.reference("time", "C", "ms", 2);
        results.add("size", "ours", "MiB", 4);
        assertThat(Report.markdown(List.of(results))).contains("| time | ours | 3 |  |  | ms | 1 | 1.50 |",
                "|  | C | 2 |  |  | ms | 1 | = |", "| size | ours | 4 |  |  | MiB | 1 |  |");
    }

    @Test
    void a_target_says_whether_it_is_met() {
        Figure ours = results.add("time", "ours", "ms", 3);
        Figure reference = results.reference("time", "C", "ms", 2);
        results.target(Target.ratio("time", ours, reference, 2));
        results.target(Target.atMost("time", ours.median(), 1, "ms"));
        assertThat(Report.markdown(List.of(results))).contains("| time | ≤ 2 × C | 1.50 × (3 against 2 ms) | met |",
                "| time | ≤ 1 ms | 3 ms | **not met** |");
    }

    @Test
    void what_was_written_is_read_again(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("benchmarks.json");
        results.reference("time", "C", "ms", 2, 4, 3.5);
        results.target(new Target("time", "≤ 2", "1", true));
        results.note("a note");
        ResultsJson.write(file, List.of(results));
        List<Results> read = ResultsJson.read(file);
        assertThat(Report.markdown(read)).isEqualTo(Report.markdown(List.of(results)));
        assertThat(read.get(0).figures().get(0).values()).containsExactly(2, 4, 3.5);
    }
}
