package io.eunomia.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.launcher.embed.DisplayRows;
import io.eunomia.launcher.embed.Eunomia;
import io.eunomia.launcher.embed.EventField;
import io.eunomia.launcher.embed.MappingException;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.display.DisplayReading.Bucket;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Packages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a program counts comes as records: once, or time and again, and each reader gets all of it. */
@Tag("kernel")
@Timeout(120)
class DisplayRecordsIT {
    private static final Duration OFTEN = Duration.ofMillis(100);

    record Opens(String name, int count, long totalBytes, @EventField("average") double mean, Object total_bytes) {
    }

    record Lengths(List<Bucket> buckets) {
    }

    record NoColumn(long cuont) {
    }

    record NoNumber(List<String> count) {
    }

    @Test
    void rows_are_records_and_no_reader_takes_from_another() throws Exception {
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Tracker tracker = eunomia.manager().start(namedOpens(), StartOptions.none()
                    .withArguments(Map.of("target", Long.toString(ProcessHandle.current().pid()))));
            Collector<DisplayRows<Opens>> all = new Collector<>(Long.MAX_VALUE);
            Collector<DisplayRows<Opens>> late = new Collector<>(0);
            Collector<DisplayReading> readings = new Collector<>(Long.MAX_VALUE);
            eunomia.rows(tracker, "letters", Opens.class, Duration.ZERO).subscribe(all);
            eunomia.rows(tracker, "letters", Opens.class, OFTEN).subscribe(late);
            eunomia.readings(tracker, "lengths", OFTEN).subscribe(readings);

            open("/eu-named/a", 5);
            Await.until("the first five", () -> counted(all, "a") == 5);
            open("/eu-named/a", 2);
            open("/eu-named/because-of-this", 3);
            Await.until("the others", () -> counted(all, "a") == 7 && counted(all, "b") == 3);
            assertThat(all.events).as("what came since the reading before").hasSizeGreaterThan(1);
            assertThat(late.events).isEmpty();
            late.request(1);
            Await.until("all in one", () -> late.events.size() == 1);
            assertThat(late.events.get(0).rows()).containsExactlyInAnyOrder(new Opens("a", 7, 77, 11, 77L), new Opens("b", 3, 75, 25, 75L));
            assertThat(eunomia.rows(tracker, "letters", Opens.class).rows()).hasSize(2);
            assertThat(eunomia.rows(tracker, "lengths", Lengths.class).rows()).containsExactly(new Lengths(List.of(new Bucket(0, 1, 0),
                    new Bucket(2, 3, 0), new Bucket(4, 7, 0), new Bucket(8, 15, 7), new Bucket(16, 31, 3))));

            open("/eu-named/c", 1);
            eunomia.manager().stop(tracker.id());
            all.end.get();
            readings.end.get();
            assertThat(counted(all, "c")).as("the last reading").isEqualTo(1);
            assertThat(all.events.get(all.events.size() - 1).last()).isTrue();
            assertThat(readings.events.get(readings.events.size() - 1).last()).isTrue();
            late.request(1);
            late.end.get();
            assertThat(counted(late, "c")).isEqualTo(1);
        }
    }

    @Test
    void what_does_not_fit_is_refused_by_its_name() throws Exception {
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Tracker tracker = eunomia.manager().start(namedOpens(), StartOptions.none()
                    .withArguments(Map.of("target", Long.toString(ProcessHandle.current().pid()))));
            assertThatThrownBy(() -> eunomia.rows(tracker, "letters", NoColumn.class, OFTEN)).isInstanceOf(MappingException.class)
                    .hasMessage("NoColumn.cuont: display letters has no column cuont; it has name, count, total_bytes, average");
            assertThatThrownBy(() -> eunomia.rows(tracker, "letters", Lengths.class)).isInstanceOf(MappingException.class)
                    .hasMessageContaining("no column buckets");
            Collector<DisplayReading> none = new Collector<>(1);
            eunomia.readings(tracker, "nosuch", OFTEN).subscribe(none);
            assertThatThrownBy(none.end::get).hasCauseInstanceOf(TrackerException.class).hasMessageContaining("no display \"nosuch\"");
            Collector<DisplayRows<NoNumber>> wrong = new Collector<>(Long.MAX_VALUE);
            eunomia.rows(tracker, "letters", NoNumber.class, OFTEN).subscribe(wrong);
            open("/eu-named/a", 1);
            assertThatThrownBy(wrong.end::get).hasCauseInstanceOf(MappingException.class)
                    .hasMessageContaining("NoNumber.count: 1 (Long) cannot be a List");
            Collector<DisplayReading> nothing = new Collector<>(0);
            eunomia.readings(tracker, "letters", OFTEN).subscribe(nothing);
            nothing.request(0);
            assertThatThrownBy(nothing.end::get).hasMessageContaining("request(0)");
        }
    }

    @Test
    void the_end_of_the_runtime_gives_what_there_is_and_completes_who_asks_for_nothing() throws Exception {
        Collector<DisplayRows<Opens>> asking = new Collector<>(Long.MAX_VALUE);
        Collector<DisplayRows<Opens>> silent = new Collector<>(0);
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Tracker tracker = eunomia.manager().start(namedOpens(), StartOptions.none()
                    .withArguments(Map.of("target", Long.toString(ProcessHandle.current().pid()))));
            for (Flow.Subscriber<DisplayRows<Opens>> one : List.of(asking, silent)) {
                eunomia.rows(tracker, "letters", Opens.class, Duration.ofHours(1)).subscribe(one);
            }
            open("/eu-named/z", 4);
        }
        asking.end.get();
        silent.end.get();
        assertThat(counted(asking, "z")).isEqualTo(4);
        assertThat(silent.events).isEmpty();
    }

    private static int counted(Collector<DisplayRows<Opens>> collector, String name) {
        return collector.events.stream().flatMap(reading -> reading.rows().stream()).filter(row -> row.name().equals(name))
                .mapToInt(Opens::count).sum();
    }

    private static void open(String path, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> Files.newInputStream(Path.of(path)).close()).isInstanceOf(IOException.class);
        }
    }

    private static PackageSource namedOpens() throws IOException {
        try (InputStream in = DisplayRecordsIT.class.getResourceAsStream("/bpf/named_opens.bpf.o")) {
            return new PackageSource("named_opens", Packages.own("named_opens", "1.0.0", in.readAllBytes(), Map.of("displays", List.of(
                    Map.of("name", "letters", "map", "letters", "kind", "table", "interval", "100ms", "drain", true, "columns",
                            List.of("count", "total_bytes", Map.of("name", "average", "expr", "total_bytes/count"))),
                    Map.of("name", "lengths", "map", "lengths", "kind", "log2", "unit", "bytes", "key", List.of(), "buckets", "slots")))), "test");
        }
    }
}
