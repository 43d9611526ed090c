package io.eunomia.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.TrackerStats.ProgramStats;
import io.eunomia.runtime.metric.MetricPoint;
import io.eunomia.runtime.metric.MetricPoint.Bucket;
import io.eunomia.runtime.metric.MetricType;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Points of several trackers stand under one name, as Prometheus' text has them. */
class FamiliesTest {
    private final Families families = new Families();

    private List<String> lines() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, families.snapshots());
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void points_of_one_name_are_told_apart_by_labels_and_added_up_where_those_are_alike() throws IOException {
        families.counter("opens", "Opens", 3, "tracker", "a");
        families.counter("opens", "Opens", 4, "tracker", "b");
        families.counter("opens", "Opens", 5, "tracker", "a");
        assertThat(lines()).containsExactlyInAnyOrder("# HELP opens_total Opens", "# TYPE opens_total counter", "opens_total{tracker=\"a\"} 8.0",
                "opens_total{tracker=\"b\"} 4.0");
    }

    @Test
    void another_type_of_the_same_name_is_kept_out() throws IOException {
        families.counter("opens", "Opens", 3, "tracker", "a");
        assertThat(families.add("opens", MetricType.GAUGE, "Opens", new MetricPoint(List.of(), 7, List.of()), "tracker", "b")).isFalse();
        assertThat(lines()).contains("opens_total{tracker=\"a\"} 3.0").noneMatch(line -> line.contains("\"b\""));
    }

    @Test
    void text_that_programs_choose_forges_no_line() throws IOException {
        families.gauge("names", "Names", 1, "name", "a\"} 5\nforged 1\n# \\");
        assertThat(lines()).hasSize(3).last().asString().isEqualTo("names{name=\"a\\\"} 5\\nforged 1\\n# \\\\\"} 1.0");
    }

    @Test
    void buckets_add_up_to_the_one_without_a_bound() throws IOException {
        families.add("size", MetricType.HISTOGRAM, "Size", new MetricPoint(List.of(), 6, List.of(new Bucket(1, 1), new Bucket(3, 2),
                new Bucket(Double.POSITIVE_INFINITY, 3))), "tracker", "a");
        families.add("size", MetricType.HISTOGRAM, "Size", new MetricPoint(List.of(), 0, List.of()), "tracker", "none");
        assertThat(lines()).contains("size_bucket{tracker=\"a\",le=\"1.0\"} 1", "size_bucket{tracker=\"a\",le=\"3.0\"} 3",
                "size_bucket{tracker=\"a\",le=\"+Inf\"} 6", "size_bucket{tracker=\"none\",le=\"+Inf\"} 0");
    }

    @Test
    void runs_of_a_program_go_on_when_an_update_puts_another_in_its_place() throws IOException {
        ProgramMetrics programs = new ProgramMetrics();
        for (ProgramStats seen : List.of(program(7, 10), program(7, 15), program(8, 2), program(8, 4))) {
            programs.add(1, "t", List.of(seen), new Families());
            programs.forgetOthers();
        }
        programs.add(1, "t", List.of(program(8, 5)), families);
        assertThat(lines()).contains("eunomia_program_runs_total{program=\"p\",tracker=\"t\"} 20.0");
        programs.forgetOthers();
        programs.forgetOthers();
        Families anew = new Families();
        programs.add(1, "t", List.of(program(8, 6)), anew);
        assertThat(anew.snapshots().size()).isEqualTo(2);
    }

    private static ProgramStats program(int id, long runs) {
        return new ProgramStats("p", "tracepoint", "x", id, runs, 100 * runs, 0, 0);
    }
}
