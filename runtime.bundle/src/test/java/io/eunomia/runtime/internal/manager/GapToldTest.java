package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not kept while no runtime reads is told to who comes again, and nothing is told where all is kept. */
@Tag("kernel")
class GapToldTest {
    @TempDir
    private Path state;
    private FrameworkFixture fixture;
    private NumberedWork work;

    @BeforeEach
    void begin() throws Exception {
        fixture = new FrameworkFixture(state);
        work = new NumberedWork(state, false, true);
    }

    @AfterEach
    void end() throws Exception {
        work.finish();
        fixture.close();
    }

    @Test
    void a_perf_buffer_takes_nothing_while_nobody_reads_and_that_is_told() throws Exception {
        Tracker tracker = fixture.trackers.start(NumberedKinds.source("perf_buffer", "perf_numbers",
                "\"events\":[{\"map\":\"numbers\",\"type\":\"perf_number\"}],"), options());
        NumbersSeen seen = overARestart(tracker);
        assertThat(seen.others()).contains(new Notice.Missed(-1));
        assertThat(seen.numbers).doesNotHaveDuplicates().hasSizeLessThan(work.made());
        assertThat(receipt().attached()).as("the program itself went on").isEmpty();
    }

    @Test
    void a_ring_buffer_keeps_all_and_nothing_is_told() throws Exception {
        NumbersSeen seen = overARestart(fixture.trackers.start(NumberedKinds.source("tracepoint", "update_kinds"), options()));
        assertThat(seen.others()).noneMatch(notice -> notice instanceof Notice.Missed);
        assertThat(seen.strays(work.made())).isEmpty();
    }

    @Test
    void what_is_pinned_is_shown_with_its_beginning_over_restarts_and_not_after_a_stop() throws Exception {
        Tracker tracker = fixture.trackers.start(NumberedKinds.source("tracepoint", "update_kinds"), options());
        var since = tracker.pinnedSince().orElseThrow();
        restart();
        assertThat(only().pinnedSince()).contains(since);
        assertThat(receipt().takeOver().orElseThrow().since()).isEqualTo(since);
        fixture.trackers.stop(1);
        assertThat(only().pinnedSince()).isEmpty();
        fixture.trackers.start(1, options().withPersist(false));
        assertThat(only().pinnedSince()).isEmpty();
    }

    private static StartOptions options() {
        return StartOptions.none().withArguments(Map.of("target_pid", Long.toString(ProcessHandle.current().pid()))).withPersist(true);
    }

    /** Somebody follows it until its end and comes again after a restart. */
    private NumbersSeen overARestart(Tracker tracker) throws Exception {
        NumbersSeen seen = new NumbersSeen();
        SubscriptionOptions options = new SubscriptionOptions("test", "", 16 << 20).keeping();
        var following = seen.follow(tracker.subscribe(options));
        work.begin();
        work.awaitMore();
        fixture.close();
        following.get();
        work.awaitMore();
        fixture = new FrameworkFixture(state);
        following = seen.follow(only().subscribe(options.from(seen.last())));
        work.awaitMore();
        work.finish();
        fixture.trackers.stop(1);
        following.get();
        return seen;
    }

    private void restart() throws Exception {
        fixture.close();
        fixture = new FrameworkFixture(state);
    }

    private Tracker only() {
        return fixture.trackers.tracker(1);
    }

    private UpdateReceipt receipt() {
        List<UpdateReceipt> receipts = only().updates();
        assertThat(receipts).hasSize(1);
        return receipts.get(0);
    }
}
