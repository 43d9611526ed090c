package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Packages;
import io.eunomia.testkit.Running;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that has nothing but maps and variables shows them, in each face. */
@Tag("kernel")
class DisplaysIT {
    private static final Duration TIME = Duration.ofSeconds(120);
    private static final String COUNTED = Distribution.object("counted").toString();
    private static final String OWN = "target_pid=" + ProcessHandle.current().pid();
    private static final String BAR = "        32 -> 63         : ";

    @TempDir
    private Path folder;

    /** Opens files that there are not. */
    static void open(int times) {
        for (int i = 0; i < times; i++) {
            try (var none = new java.io.FileInputStream(new File("/eu-count/" + i))) {
                throw new AssertionError("there is a file " + none);
            } catch (java.io.IOException expected) {
                assertThat(expected).isInstanceOf(java.io.FileNotFoundException.class);
            }
        }
    }

    @Test
    void run_prints_displays_at_their_interval_and_the_last_reading_at_its_end() {
        try (Running run = Running.start(Distribution.command("run", COUNTED, "--arg", OWN, "--interval", "300ms"))) {
            Await.until("the first reading", () -> run.out().contains("  calls  0"));
            open(10);
            Await.until("the count", () -> run.out().contains("  calls  10\n"));
            open(4);
            run.signal("INT");
            Outcome outcome = run.finish(TIME);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            String last = outcome.out().substring(outcome.out().lastIndexOf(" hists, in "));
            assertThat(last).contains("key = 1\n     value               : count    distribution\n", BAR + "14 ");
            assertThat(outcome.out().substring(outcome.out().lastIndexOf(" percpu, in "))).contains("KEY VALUE\n  1    14\n");
            assertThat(outcome.err()).contains("hists is shown as a histogram of powers of two", "the unit of its values is not known");
        }
    }

    @Test
    void run_writes_a_json_object_for_each_reading_and_says_last_why_it_ended() {
        try (Running run = Running.start(Distribution.command("run", COUNTED, "--arg", OWN, "-o", "json", "--interval", "200ms", "--limit", "3"))) {
            Outcome outcome = run.finish(TIME);
            List<String> lines = outcome.out().lines().toList();
            assertThat(lines).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
            assertThat(lines.stream().filter(line -> line.startsWith("{\"display\":\"globals\",\"kind\":\"gauge\""))).hasSizeGreaterThanOrEqualTo(3)
                    .last().asString().contains("\"last\":true", "\"rows\":[{\"calls\":0}]");
        }
    }

    @Test
    void each_face_shows_the_same() {
        Path state = folder.resolve("state");
        try (Daemon daemon = Daemon.start(state, "--no-builtin")) {
            assertThat(daemon.eunomia("start", COUNTED, "--arg", OWN, "--hist", "percpu:nosuch").err()).contains("has the buckets \"nosuch\"");
            assertThat(daemon.eunomia("start", COUNTED, "--arg", OWN, "--table", "nosuch").err()).contains("there is no map \"nosuch\"", "percpu, hists");
            assertThat(daemon.eunomia("start", COUNTED, "--arg", OWN, "--table", ".bss").exit()).isZero();
            open(6);
            assertThat(daemon.eunomia("displays", "counted").out()).contains("DISPLAY", "hists", "percpu", ".bss");
            assertThat(daemon.eunomia("displays", "counted", "hists").out()).contains(BAR + "6 ");
            List<String> words = List.of("displays counted", "displays counted --json", "displays counted hists -o json", "displays counted percpu",
                    "displays counted percpu -o csv", "displays counted .bss -o json", "displays counted nosuch");
            for (String command : words) {
                Outcome line = daemon.eunomia(command.split(" "));
                Outcome shell = Distribution.eunomia("shell", "--state", state.toString(), "-c", command);
                assertThat(untimed(shell.out())).as(command).isEqualTo(untimed(line.out()));
                assertThat(shell.exit()).as(command).isEqualTo(line.exit());
            }
            Map<?, ?> reading = daemon.curl("/api/v1/trackers/1/displays/percpu").json();
            assertThat(reading.get("rows")).isEqualTo(List.of(Map.of("key", 1, "value", 6)));
            assertThat(daemon.curl("/api/v1/trackers/1/displays/hists?format=plain&width=60").body()).contains(BAR + "6 ");
            assertThat(daemon.curl("/api/v1/trackers/1/displays/hists?format=svg").status()).isEqualTo(400);
            assertThat(daemon.curl("/api/v1/trackers/1/displays/nosuch")).satisfies(reply -> {
                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.body()).contains("no display", "hists");
            });
            assertThat(daemon.curl("/api/v1/trackers/1/displays/nosuch?interval=1s").status()).isEqualTo(404);
            String stream = daemon.curl("/api/v1/trackers/1/displays/percpu?interval=100ms&limit=2").body();
            assertThat(stream.lines()).hasSize(3).last().asString().contains("\"@notice\":\"ended\",\"reason\":\"limit\"");
            Outcome followed = daemon.eunomia("displays", "counted", "percpu", "--interval", "100ms", "--limit", "2", "-o", "csv");
            assertThat(followed.exit()).as(followed.err()).isZero();
            assertThat(followed.out().lines()).first().isEqualTo("@time,@display,key,value");
            assertThat(daemon.eunomia("stop", "counted").exit()).isZero();
            assertThat(daemon.curl("/api/v1/trackers/1/displays/percpu").status()).isEqualTo(409);
        }
    }

    @Test
    void exports_get_each_reading_of_the_displays_they_name() throws Exception {
        Path json = folder.resolve("readings.json");
        Path csv = folder.resolve("readings.csv");
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            for (String wrong : List.of("displays=nosuch,path=" + json, "displays=*,format=csv,path=" + csv, "displays=hists,format=svg,path=" + json,
                    "displays=hists,interval=1ms,path=" + json, "displays=hists,filter=pid==1,path=" + json, "displays=hists,fields=pid,path=" + json)) {
                assertThat(daemon.eunomia("start", COUNTED, "--arg", OWN, "--export", "file:" + wrong)).as(wrong).satisfies(refused -> {
                    assertThat(refused.exit()).isNotZero();
                    assertThat(refused.err()).containsAnyOf("it has percpu, hists", "export percpu, hists", "formats of displays: plain, json", "50ms or more",
                            "is about events", "has no setting \"fields\"");
                });
            }
            assertThat(daemon.eunomia("start", COUNTED, "--arg", OWN, "--export", "file:displays=hists,percpu,interval=50ms,path=" + json,
                    "--export", "file:displays=percpu,interval=50ms,format=csv,path=" + csv)).satisfies(started -> assertThat(started.exit())
                            .as(started.err()).isZero());
            open(7);
            Await.until("the count in both files", () -> lastOf(json, "percpu").contains("{\"key\":1,\"value\":7}") && lastOf(csv, "percpu").endsWith(",1,7"));
            open(2);
            assertThat(daemon.eunomia("stop", "counted").exit()).isZero();
        }
        assertThat(lastOf(json, "hists")).contains("\"last\":true").contains("\"count\":9}]");
        assertThat(lastOf(json, "percpu")).contains("\"last\":true").contains("\"value\":9");
        assertThat(Files.readAllLines(csv)).startsWith("@notice,@time,@display,key,value").filteredOn(line -> line.startsWith("@")).hasSize(1);
        assertThat(lastOf(csv, "percpu")).endsWith(",1,9");
    }

    @Test
    void an_export_of_a_display_goes_on_after_a_take_over_and_is_told_the_end() throws Exception {
        Path json = folder.resolve("readings.json");
        Path state = folder.resolve("state");
        Map<String, Object> drained = Map.of("displays", List.of(Map.of("name", "opens", "map", "percpu", "kind", "counter", "drain", true, "interval",
                "50ms")));
        Path object = Files.write(folder.resolve("counted.json"), Packages.own("counted", "1.0.0", Path.of(COUNTED), drained));
        try (Daemon daemon = Daemon.start(state, "--no-builtin")) {
            assertThat(daemon.eunomia("start", object.toString(), "--persist", "--arg", OWN, "--export", "file:displays=*,interval=50ms,path=" + json))
                    .satisfies(started -> assertThat(started.exit()).as(started.err()).isZero());
            open(7);
            Await.until("seven", () -> sum(json) == 7);
        }
        open(3);
        try (Daemon daemon = Daemon.start(state, "--no-builtin")) {
            assertThat(daemon.log()).contains("taken over");
            open(5);
            Await.until("what came while nobody read, and after that", () -> sum(json) == 15);
            open(2);
            assertThat(daemon.eunomia("stop", "counted", "--remove").exit()).isZero();
            Await.until("the last reading", () -> lastOf(json, "opens").contains("\"last\":true"));
        }
        assertThat(sum(json)).isEqualTo(17);
    }

    private static long sum(Path file) {
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
            return lines.filter(line -> line.contains("\"display\":\"opens\"")).mapToLong(DisplaysIT::value).sum();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The number of a reading's only row; 0 without one. */
    private static long value(String line) {
        var row = java.util.regex.Pattern.compile("\"value\":(\\d+)").matcher(line);
        return row.find() ? Long.parseLong(row.group(1)) : 0;
    }

    private static String lastOf(Path file, String display) {
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
            return lines.filter(line -> line.contains(display)).reduce("", (former, line) -> line);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Leaves out when a display was read, and what it is about. */
    private static String untimed(String text) {
        return text.replaceAll("\"at\":\"[^\"]*\",\"seconds\":[0-9.]+", "").replaceAll("\\d\\d:\\d\\d:\\d\\d (\\S+), in .*", "$1")
                .replaceAll(",?20\\d\\d-[^,]*Z,", "");
    }
}
