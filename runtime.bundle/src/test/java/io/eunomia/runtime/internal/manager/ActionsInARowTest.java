package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.TrackerStats;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.testkit.NumberedOpens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates and stops are answered before the kernel's grace period is over: whatever follows must find its order. */
@Tag("kernel")
class ActionsInARowTest {
    private static final StartOptions OWN = new StartOptions("", Map.of("target_pid",
            Long.toString(ProcessHandle.current().pid())), Map.of(), List.of());

    @TempDir
    private Path state;
    private FrameworkFixture fixture;
    private Tracker tracker;

    @BeforeEach
    void start() throws Exception {
        fixture = new FrameworkFixture(state);
        tracker = fixture.trackers.start(source("engine_opens"), OWN);
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    void nothing_that_begins_after_a_stop_is_seen_and_nothing_before_it_is_missed() throws Exception {
        for (int run = 0; run < 5; run++) {
            CompletableFuture<Seen> following = follow();
            open(1, 200);
            fixture.trackers.stop(1);
            open(201, 400);
            assertThat(tracker.state()).isEqualTo(TrackerState.STOPPED);
            TrackerStats stats = tracker.stats();
            Seen seen = following.get();
            assertThat(seen.strays(200)).isEmpty();
            assertThat(seen.notices).containsExactly(new Notice.Ended(Notice.End.STOPPED, "the tracker was stopped"));
            assertThat(tracker.stats().streams()).isEqualTo(stats.streams());
            assertThatThrownBy(this::follow).isInstanceOf(TrackerException.class).hasMessageContaining("not running");
            fixture.trackers.start(1);
        }
    }

    @Test
    void updates_a_stop_a_start_and_a_removal_follow_one_another_exactly() throws Exception {
        NumberedOpens opens = new NumberedOpens(state);
        try {
            for (int run = 0; run < 3; run++) {
                CompletableFuture<Seen> following = follow();
                for (int i = 0; i < 3; i++) {
                    fixture.trackers.update(1, source(i % 2 == 0 ? "engine_opens_2" : "engine_opens"));
                }
                fixture.trackers.stop(1);
                TrackerStats stats = tracker.stats();
                fixture.trackers.start(1);
                contiguous(following.get(), 3);
                assertThat(stats.streams().get(0).kernelLost()).hasValue(0);
            }
            CompletableFuture<Seen> last = follow();
            fixture.trackers.update(1, source("engine_opens"));
            fixture.trackers.uninstall(1);
            contiguous(last.get(), 1);
        } finally {
            opens.finish();
        }
        assertThat(fixture.trackers.trackers()).isEmpty();
        assertThat(tracker.updates()).hasSize(10).allSatisfy(receipt -> {
            assertThat(receipt.lost()).isZero();
            assertThat(receipt.duplicated()).hasValue(0);
        });
    }

    /** Every number from the first seen to the last, once and in order, and a switch before each other version. */
    private static void contiguous(Seen seen, int updates) {
        assertThat(seen.notices).hasSize(updates + 1).last().isInstanceOf(Notice.Ended.class);
        assertThat(seen.notices.subList(0, updates)).allMatch(notice -> notice instanceof Notice.Updated);
        if (!seen.numbers.isEmpty()) {
            int first = seen.numbers.get(0);
            assertThat(seen.numbers).isEqualTo(IntStream.range(first, first + seen.numbers.size()).boxed().toList());
        }
        assertThat(seen.versions.stream().distinct().map(version -> version % 1_000_000)).doesNotHaveDuplicates();
    }

    private CompletableFuture<Seen> follow() {
        Subscription subscription = tracker.subscribe(new SubscriptionOptions("test", "", 16 << 20));
        return new Seen(state).follow(subscription);
    }

    private void open(int first, int last) {
        for (int i = first; i <= last; i++) {
            Path file = state.resolve("n" + i);
            assertThatThrownBy(() -> Files.newInputStream(file)).isInstanceOf(IOException.class);
        }
    }

    private static PackageSource source(String name) throws IOException {
        try (InputStream in = ActionsInARowTest.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return new PackageSource("opens", in.readAllBytes(), "test");
        }
    }
}
