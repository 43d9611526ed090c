package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of C and a Java virtual machine are sampled, and seen in one flame graph, in every face. */
@Tag("kernel")
class FlameGraphIT {
    private static final String PROFILED = Distribution.object("profiled").toString();
    private static final String SAMPLED = "do_perf_event=hz=199";
    /** A compiler may make a copy of a function for its one caller, whose name it marks: outermost_in_c.constprop.0. */
    private static final Pattern IN_C = Pattern.compile(";outermost_in_c[^;]*;innermost_in_c");
    private static final Pattern IN_JAVA = Pattern.compile("outermostInJava[^;]*;[^;]*innermostInJava");
    private static final Duration TIME = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    private Running c() throws IOException {
        Path program = folder.resolve("spinning");
        try (InputStream in = FlameGraphIT.class.getResourceAsStream("/c/spinning")) {
            assumeTrue(in != null, "no C compiler here");
            Files.write(program, in.readAllBytes());
        }
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return Running.start(new ProcessBuilder(program.toString()));
    }

    private static Running java() {
        return Running.start(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:+PreserveFramePointer",
                "-XX:TieredStopAtLevel=1", "-XX:CompileCommand=quiet", "-XX:CompileCommand=dontinline,io.eunomia.itest.Spinning::*", "-cp",
                System.getProperty("java.class.path"), Spinning.class.getName()));
    }

    /** Asks a virtual machine for the names of what it has compiled, as operators do. */
    private static void writeMap(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd");
        assumeTrue(Files.isExecutable(jcmd), "no jcmd here");
        Path map = Path.of("/tmp/perf-" + pid + ".map");
        Await.until("the methods are compiled", () -> {
            Outcome asked = Running.start(new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Compiler.perfmap")).finish(TIME);
            return asked.exit() == 0 && text(map).contains("Spinning.innermostInJava") && text(map).contains("Spinning.outermostInJava");
        });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void a_browser_shows_c_and_java_in_one_picture_finds_a_function_and_zooms() throws Exception {
        Path map = null;
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin"); Running c = c(); Running java = java()) {
            map = Path.of("/tmp/perf-" + java.pid() + ".map");
            writeMap(java.pid());
            assertThat(daemon.eunomia("start", PROFILED, "--attach", SAMPLED)).satisfies(started -> assertThat(started.exit()).as(started.err()).isZero());
            long virtualMachine = java.pid();
            Await.until("samples of both", () -> {
                // It goes on compiling: where a method is now the map of before need not say.
                writeMap(virtualMachine);
                String folded = daemon.eunomia("displays", "profiled", "counts", "-o", "collapsed").out();
                return IN_C.matcher(folded).find() && IN_JAVA.matcher(folded).find();
            });
            String folded = daemon.eunomia("displays", "profiled", "counts", "-o", "collapsed").out();
            assertThat(folded.lines()).allMatch(line -> line.matches("[^;]+(;[^;]+)* \\d+"));
            assertThat(Distribution.eunomia("shell", "--state", folder.resolve("state").toString(), "-c", "displays profiled counts -o collapsed").out())
                    .containsPattern(IN_C);
            looked(daemon);
            assertThat(c.pid() + java.pid()).isPositive();
        } finally {
            if (map != null) {
                Files.deleteIfExists(map);
            }
        }
    }

    private void looked(Daemon daemon) {
        try (Browser browser = Browser.start(folder.resolve("browser"))) {
            browser.open(daemon.url() + "/api/v1/trackers/1/displays/counts?format=svg", Map.of("Authorization", "Bearer " + daemon.token()));
            assertThat(browser.value("document.contentType")).isEqualTo("image/svg+xml");
            assertThat(browser.value("document.querySelectorAll('g.cpp, g.user, g.jit').length")).isNotEqualTo("0");
            assertThat(browser.value("document.querySelectorAll('g.jit').length")).isNotEqualTo("0");
            browser.press("f", 2);
            browser.type("innermost_in_c");
            assertThat(browser.value("Array.from(document.querySelectorAll('g.m title')).map(e => e.textContent).join()")).startsWith("innermost_in_c (");
            assertThat(browser.value("document.getElementById('matched').textContent")).matches("Matched: [0-9.]+ %").isNotEqualTo("Matched: 0.00 %");
            String before = browser.value(WIDTH);
            browser.value("document.querySelector('g.m rect').scrollIntoView({block: 'center', behavior: 'instant'})");
            List<String> place = List.of(browser.value("(r => (r.x + r.width / 2) + ' ' + (r.y + r.height / 2))("
                    + "document.querySelector('g.m rect').getBoundingClientRect())").split(" "));
            browser.click(Double.parseDouble(place.get(0)), Double.parseDouble(place.get(1)));
            assertThat(Double.parseDouble(browser.value(WIDTH))).as("the width of what was clicked").isEqualTo(1180.0).isGreaterThan(Double.parseDouble(before));
            browser.press("Escape", 0);
            assertThat(browser.value("document.querySelectorAll('g.m, g.h, g.p').length")).isEqualTo("0");
        }
    }

    private static final String WIDTH = "document.querySelector('g.m rect').getAttribute('width')";

    @Test
    void run_writes_the_stacks_of_the_whole_run_at_its_end() throws Exception {
        try (Running c = c()) {
            Outcome svg = Distribution.eunomia("run", PROFILED, "--attach", SAMPLED, "--duration", "1s", "-o", "svg");
            assertThat(svg.exit()).as(svg.err()).isZero();
            assertThat(svg.out()).startsWith("<?xml").endsWith("</svg>\n").contains("<title>innermost_in_c (");
            assertThat(svg.out().split("</svg>", -1)).hasSize(2);
            assertThat(Distribution.eunomia("run", Distribution.object("counted").toString(), "--duration", "1s", "-o", "svg").err())
                    .contains("svg is a form of stacks", "--stacks MAP");
            assertThat(c.pid()).isPositive();
        }
    }

    @Test
    void forms_of_stacks_are_refused_where_they_make_no_sense() {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            assertThat(daemon.eunomia("start", PROFILED, "--attach", SAMPLED).exit()).isZero();
            assertThat(daemon.eunomia("displays", "profiled", "counts", "-o", "svg", "--interval", "1s").err()).contains("one picture", "interval");
            assertThat(daemon.curl("/api/v1/trackers/1/displays/counts?format=collapsed&interval=1s").status()).isEqualTo(400);
            assertThat(daemon.curl("/api/v1/trackers/1/displays/counts?format=svg", "-D", "-").body()).contains("Content-Security-Policy: default-src 'none'",
                    "image/svg+xml", "nosniff");
        }
    }
}
