package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times of events are wall time, whatever namespace the clocks of this process are in. */
@Tag("kernel")
class ClockIT {
    private static final Duration TIME = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    /** A container may have a time namespace; BPF programs never see it. */
    @Test
    void in_a_time_namespace_stamps_are_wall_time() throws IOException {
        List<String> words = new ArrayList<>(List.of("unshare", "--time", "--monotonic", "86400", "--boottime", "172800", "--"));
        words.addAll(Distribution.command("run", Distribution.object("clock").toString(), "--output", "json", "--limit",
                "3").command());
        Instant before = Instant.now();
        try (Running run = Running.start(new ProcessBuilder(words))) {
            Await.until("three events", TIME, () -> {
                touch();
                return !run.process().isAlive();
            }, () -> run.out() + run.err());
            Outcome outcome = run.finish(TIME);
            Instant after = Instant.now();
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            List<String> lines = outcome.out().lines().filter(line -> !line.contains("@notice")).toList();
            assertThat(lines).hasSize(3);
            for (String line : lines) {
                Map<?, ?> event = (Map<?, ?>) JSON.std.anyFrom(line);
                for (String field : List.of("@timestamp", "made", "booted")) {
                    assertThat(Instant.parse((String) event.get(field))).as(field + " of " + line)
                            .isBetween(before.minusMillis(100), after.plusMillis(100));
                }
            }
        }
    }

    private void touch() {
        try {
            Files.writeString(folder.resolve("opened"), "x");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
