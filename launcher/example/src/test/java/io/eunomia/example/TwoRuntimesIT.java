package io.eunomia.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.launcher.embed.Eunomia;
import io.eunomia.launcher.embed.Event;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerState;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two runtimes in one process, each with its trackers, know nothing of each other. */
@Tag("kernel")
@Timeout(120)
class TwoRuntimesIT {

    @Test
    void each_has_its_own_trackers_and_ends_alone() throws Exception {
        try (Eunomia second = Eunomia.builder().start()) {
            Collector<Event> kept = new Collector<>(Long.MAX_VALUE);
            Eunomia first = Eunomia.builder().start();
            try {
                Tracker execs = first.start("process", StartOptions.none().withArguments(Map.of("exits", "false")));
                Tracker exits = second.start("process", StartOptions.none().withArguments(Map.of("execs", "false")));
                Collector<Event> ended = new Collector<>(Long.MAX_VALUE);
                first.events(execs).subscribe(ended);
                second.events(exits).subscribe(kept);
                Programs.whileStarting("events in both", () -> !ended.events.isEmpty() && !kept.events.isEmpty());
                assertThat(ended.events).allMatch(event -> event.text("kind").equals("EXEC"));
                assertThat(kept.events).allMatch(event -> event.text("kind").equals("EXIT"));

                first.close();
                ended.end.get(10, TimeUnit.SECONDS);
                assertThat(exits.state()).isEqualTo(TrackerState.RUNNING);
            } finally {
                first.close();
            }
            int before = kept.events.size();
            Programs.whileStarting("events in the one that goes on", () -> kept.events.size() > before);
            assertThat(second.manager().trackers()).hasSize(1);
        }
    }
}
