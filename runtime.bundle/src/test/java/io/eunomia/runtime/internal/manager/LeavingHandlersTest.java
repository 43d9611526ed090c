package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.NumberedOpens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;

/** An export ends with the bundle of its handler, and its tracker runs on. */
@Tag("kernel")
@Timeout(60)
class LeavingHandlersTest {
    @TempDir
    private Path state;

    /** Takes what comes, and notes its end. */
    private static final class Taken implements Export {
        private final AtomicLong last = new AtomicLong();
        private final List<String> ends = new CopyOnWriteArrayList<>();

        @Override
        public void event(EventView event) {
            last.set(event.sequence());
        }

        @Override
        public void notice(Notice notice) {
            if (notice instanceof Notice.Ended ended) {
                ends.add(ended.end().label() + ": " + ended.reason());
            }
        }

        @Override
        public void flush() {
            // Nothing is held.
        }

        @Override
        public void close() {
            ends.add("closed");
        }
    }

    @Test
    void its_exports_get_what_waits_and_are_told_why_they_end() throws Exception {
        FrameworkFixture fixture = new FrameworkFixture(state);
        NumberedOpens flood = new NumberedOpens(state);
        try {
            Taken taken = new Taken();
            ServiceRegistration<ExportHandler> handler = fixture.framework.getBundleContext().registerService(ExportHandler.class,
                    (tracker, settings) -> taken, new Hashtable<>(Map.of(ExportHandler.NAME, "leaving")));
            Tracker tracker = fixture.trackers.start(source(), StartOptions.none().withArguments(Map.of("target_pid",
                    Long.toString(ProcessHandle.current().pid()))).withExports(List.of(new ExportRequest("leaving", Map.of()))));
            Await.until("an event", () -> taken.last.get() > 0);
            long before = tracker.stats().streams().get(0).read();

            handler.unregister();
            assertThat(taken.ends).containsExactly("writer: the bundle that brings its handler was stopped", "closed");
            assertThat(taken.last.get()).as("what waited was handed over").isGreaterThanOrEqualTo(before);
            assertThat(tracker.state()).isEqualTo(TrackerState.RUNNING);
            assertThat(tracker.stats().subscribers()).isEmpty();
            long seen = taken.last.get();
            Await.until("further events of the tracker", () -> tracker.stats().streams().get(0).read() > seen);
            assertThat(taken.last).hasValue(seen);
            assertThat(fixture.trackers.stop(tracker.id()).state()).isEqualTo(TrackerState.STOPPED);
        } finally {
            flood.finish();
            fixture.close();
        }
    }

    private static PackageSource source() throws IOException {
        try (InputStream in = LeavingHandlersTest.class.getResourceAsStream("/bpf/engine_opens.bpf.o")) {
            return new PackageSource("opens", in.readAllBytes(), "test");
        }
    }
}
