package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.launcher.internal.distribution.OptionalPart;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Ledgers;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A distribution without the jars that {@link OptionalPart} names: what it does, and what it says when asked for more. */
class MinimalIT {
    @TempDir
    private static Path folder;
    private static Path minimal;

    @BeforeAll
    static void copy() {
        minimal = folder.resolve("minimal");
        Distribution.copy(minimal, file -> OptionalPart.of(file).isEmpty());
    }

    @Test
    void what_is_left_out_are_just_these_jars_of_the_distribution() throws IOException {
        try (Stream<Path> files = Files.walk(Distribution.home())) {
            List<String> left = files.filter(file -> OptionalPart.of(file).isPresent()).map(file -> file.getFileName().toString())
                    .map(name -> name.replaceFirst("-[0-9.]+jar$", "")).sorted().toList();
            assertThat(left).containsExactly("core", "http.bundle", "jline-reader", "jline-terminal",
                    "org.apache.felix.gogo.command", "org.apache.felix.gogo.runtime",
                    "org.apache.felix.http.jetty12", "org.apache.felix.http.servlet-api", "toml");
        }
    }

    @Test
    @Tag("kernel")
    void run_shows_events() {
        try (Running run = Running.start(Distribution.commandOf(minimal, "run", "process", "--limit", "1"))) {
            Await.until("the end of the run", Await.LONG, () -> {
                try (Running program = Running.start(new ProcessBuilder("true"))) {
                    program.finish(Await.LONG);
                }
                return !run.process().isAlive();
            }, () -> run.out() + run.err());
            Outcome outcome = run.finish(Await.LONG);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            assertThat(outcome.out().lines()).hasSize(3).last().asString().startsWith("# ended (limit)");
            assertThat(Ledgers.number(outcome.err(), "delivered")).isEqualTo(1);
        }
    }

    @Test
    void version_and_help_work() {
        Outcome version = eunomia(minimal, "version");
        assertThat(version.exit()).as(version.err()).isZero();
        assertThat(version.out()).startsWith("eunomia " + Distribution.version() + "\n").contains("io.eunomia.runtime " + Distribution.version())
                .doesNotContain("jetty", "gogo", "jline");
        assertThat(eunomia(minimal, "help").out()).contains("server", "shell");
    }

    @Test
    @Tag("kernel")
    void doctor_and_plan_work() {
        assertThat(eunomia(minimal, "doctor").out()).contains("trackers can run here");
        assertThat(eunomia(minimal, "plan", Distribution.object("opens").toString()).out()).contains("can run here");
    }

    @Test
    void what_needs_more_names_the_jars_in_one_line() {
        assertThat(eunomia(minimal, "server", "--state", folder.resolve("state").toString())).isEqualTo(new Outcome(1, "",
                "eunomia: server needs HTTP and Gogo, which this distribution is without: bundle/http.bundle,"
                + " bundle/org.apache.felix.http.jetty12, bundle/org.apache.felix.http.servlet-api,"
                + " bundle/org.apache.felix.gogo.runtime, bundle/org.apache.felix.gogo.command are missing\n"));
        assertThat(eunomia(minimal, "shell", "-c", "trackers")).isEqualTo(new Outcome(1, "",
                "eunomia: shell needs JLine, which this distribution is without: lib/jline-reader,"
                + " lib/jline-terminal are missing\n"));
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void a_server_without_the_part_for_an_option_names_its_jar() {
        Path home = folder.resolve("without-options");
        Distribution.copy(home, file -> OptionalPart.of(file).filter(part -> part == OptionalPart.SETTINGS).isEmpty());
        Outcome config = eunomia(home, "server", "--config", home.resolve("conf/eunomia.toml").toString());
        assertThat(config).isEqualTo(new Outcome(1, "", "eunomia: --config needs a reader of TOML, which this distribution is"
                + " without: lib/core, lib/toml are missing\n"));
    }

    private static Outcome eunomia(Path home, String... arguments) {
        try (Running running = Running.start(Distribution.commandOf(home, arguments))) {
            return running.finish(Await.LONG);
        }
    }
}
