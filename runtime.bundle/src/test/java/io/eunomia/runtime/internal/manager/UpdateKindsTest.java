package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.fixture.KernelRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Hot update is exact at every kind of hook that this kernel has: numbered work, two versions in turns. */
@Tag("kernel")
@Tag("kernel-short")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpdateKindsTest {
    private static final int UPDATES = 6;

    private final KernelRows rows = new KernelRows("hot-update");
    private Path state;
    private FrameworkFixture fixture;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        state = folder;
        fixture = new FrameworkFixture(state);
    }

    @AfterAll
    void stop() throws Exception {
        fixture.close();
        rows.write("hot-update.csv");
    }

    @ParameterizedTest
    @FieldSource("io.eunomia.runtime.internal.manager.NumberedKinds#KINDS")
    void every_number_is_seen_once_while_two_versions_take_turns(String kind) throws Exception {
        NumberedWork work = new NumberedWork(state, kind.equals("perf_event"));
        try {
            Tracker tracker = start(kind, work);
            Set<UpdateReceipt.Mode> modes = exact(tracker, kind, work);
            fixture.trackers.uninstall(tracker.id());
            assertThat(modes).hasSize(1);
            rows.add(kind, modes.iterator().next().name().toLowerCase(), UPDATES
                    + " updates under load, each number seen once and in order");
        } catch (TrackerException e) {
            outcome(kind, e);
        } catch (AssertionError | RuntimeException e) {
            rows.add(kind, "failed", e.getMessage());
            throw e;
        } finally {
            work.finish();
        }
    }

    private void outcome(String kind, TrackerException failure) {
        String message = failure.failure().message();
        if (failure.failure().kind() != FailureKind.UNSUPPORTED) {
            rows.add(kind, "failed", message);
            throw failure;
        }
        rows.add(kind, "unsupported", NumberedKinds.reason(failure));
        System.out.println("SKIPPED hot update of " + kind + ": " + message);
        Assumptions.abort(kind + ": " + message);
    }

    private Tracker start(String kind, NumberedWork work) throws IOException {
        return fixture.trackers.start(NumberedKinds.source(kind, "update_kinds"), NumberedKinds.options(kind, work));
    }

    private Set<UpdateReceipt.Mode> exact(Tracker tracker, String kind, NumberedWork work) throws Exception {
        CompletableFuture<NumbersSeen> following = new NumbersSeen().follow(
                tracker.subscribe(new SubscriptionOptions("test", "", 64 << 20)));
        Set<UpdateReceipt.Mode> modes = EnumSet.noneOf(UpdateReceipt.Mode.class);
        work.begin();
        for (int i = 0; i < UPDATES; i++) {
            work.awaitMore();
            UpdateReceipt receipt = fixture.trackers.update(tracker.id(),
                    NumberedKinds.source(kind, i % 2 == 0 ? "update_kinds_2" : "update_kinds"));
            assertThat(receipt.lost()).isZero();
            modes.add(receipt.mode());
        }
        work.awaitMore();
        int made = work.finish();
        fixture.trackers.stop(tracker.id());
        NumbersSeen seen = following.get();
        assertThat(seen.updates()).isEqualTo(UPDATES);
        assertThat(seen.strays(made)).as("%s of %s", kind, made).isEmpty();
        assertThat(seen.versions()).as(kind).containsExactly(1L, 12L, 21L, 32L, 41L, 52L, 61L);
        return modes;
    }
}
