package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.StartedTracker;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.testkit.NumberedOpens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trackers that are started into a flood: whoever was asked for with the start gets the very first event. */
@Tag("kernel")
class FirstEventsTest {
    private static final StartOptions OWN = StartOptions.none().withArguments(Map.of("target_pid",
            Long.toString(ProcessHandle.current().pid())));
    private static final int ROUNDS = 5;

    @TempDir
    private Path state;
    private FrameworkFixture fixture;
    private NumberedOpens flood;

    @BeforeEach
    void start() throws Exception {
        fixture = new FrameworkFixture(state);
        flood = new NumberedOpens(state);
    }

    @AfterEach
    void stop() throws Exception {
        flood.finish();
        fixture.close();
    }

    @Test
    void who_starts_a_tracker_to_follow_it_gets_its_first_event() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            StartedTracker started = fixture.trackers.start(source(), OWN, all(""));
            try (Subscription events = started.events()) {
                assertThat(numbers(events, 100)).startsWith(1L, 2L, 3L);
            }
            fixture.trackers.uninstall(started.tracker().id());
        }
    }

    @Test
    void who_starts_it_again_gets_the_first_event_of_that_run() throws Exception {
        Tracker tracker = fixture.trackers.start(source(), OWN);
        for (int i = 0; i < ROUNDS; i++) {
            fixture.trackers.stop(tracker.id());
            long before = tracker.stats().streams().get(0).read();
            try (Subscription events = fixture.trackers.start(tracker.id(), Optional.empty(), all("")).events()) {
                assertThat(numbers(events, 100)).startsWith(before + 1, before + 2);
            }
        }
    }

    @Test
    void an_export_gets_the_first_event() throws Exception {
        // Each round has a queue of its own: an export still writes while its tracker is being taken down.
        AtomicReference<BlockingQueue<Long>> seen = new AtomicReference<>();
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(ExportHandler.NAME, "kept"));
        fixture.framework.getBundleContext().registerService(ExportHandler.class, (tracker, settings) -> kept(seen.get()), properties);
        for (int i = 0; i < ROUNDS; i++) {
            seen.set(new LinkedBlockingQueue<>());
            Tracker tracker = fixture.trackers.start(source(), OWN.withExports(List.of(new ExportRequest("kept", Map.of()))));
            assertThat(seen.get().poll(30, TimeUnit.SECONDS)).isEqualTo(1);
            fixture.trackers.uninstall(tracker.id());
        }
    }

    @Test
    void who_cannot_follow_it_leaves_it_as_it_was() throws Exception {
        TrackerException refused = catchThrowableOfType(TrackerException.class,
                () -> fixture.trackers.start(source(), OWN, all("(nowhere=1)")));
        assertThat(refused.failure().kind()).isEqualTo(FailureKind.BAD_REQUEST);
        assertThat(refused.failure().message()).contains("nowhere");
        assertThat(fixture.trackers.trackers()).isEmpty();

        Tracker tracker = fixture.trackers.start(source(), OWN);
        fixture.trackers.stop(tracker.id());
        assertThat(catchThrowableOfType(TrackerException.class, () -> fixture.trackers.start(tracker.id(),
                Optional.empty(), all("(nowhere=1)"))).failure().kind()).isEqualTo(FailureKind.BAD_REQUEST);
        assertThat(tracker.state()).isEqualTo(TrackerState.STOPPED);
        assertThat(fixture.trackers.start(tracker.id()).state()).isEqualTo(TrackerState.RUNNING);
    }

    @Test
    void a_tracker_that_runs_is_followed_from_now_on() throws Exception {
        Tracker tracker = fixture.trackers.start(source(), OWN);
        try (Subscription events = fixture.trackers.start(tracker.id(), Optional.empty(), all("")).events()) {
            assertThat(numbers(events, 1)).isNotEmpty();
        }
    }

    private static Export kept(BlockingQueue<Long> seen) {
        return new Export() {
            @Override
            public void event(EventView event) {
                seen.add(event.sequence());
            }

            @Override
            public void notice(Notice notice) {
                // Numbers only.
            }

            @Override
            public void flush() {
                // Nothing is held.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    private static SubscriptionOptions all(String filter) {
        return new SubscriptionOptions("first", filter, 8 << 20);
    }

    private static List<Long> numbers(Subscription events, int least) throws InterruptedException {
        List<Long> numbers = new java.util.ArrayList<>();
        while (numbers.size() < least && events.poll(new EventConsumer() {
            @Override
            public void event(EventView event) {
                numbers.add(event.sequence());
            }

            @Override
            public void notice(Notice notice) {
                // Numbers only.
            }
        }, 1000, Duration.ofSeconds(30)) > 0) {
            // goes on
        }
        return numbers;
    }

    private static PackageSource source() throws IOException {
        try (InputStream in = FirstEventsTest.class.getResourceAsStream("/bpf/engine_opens.bpf.o")) {
            return new PackageSource("opens", in.readAllBytes(), "test");
        }
    }
}
