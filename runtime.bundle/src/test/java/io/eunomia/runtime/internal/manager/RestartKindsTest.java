package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.fixture.KernelRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * At every kind of hook that this kernel has, a tracker that persists goes on over the end of its runtime: one framework after
 * the other takes all of them over while numbered work is done.
 */
@Tag("kernel")
@Tag("kernel-short")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartKindsTest {
    private static final int RESTARTS = 2;
    /** As many as there is room to keep events of for readers that come again. */
    private static final int AT_ONCE = 4;

    private final KernelRows rows = new KernelRows("restart");
    private final Map<String, TrackerException> unsupported = new LinkedHashMap<>();
    private final Map<String, Followed> followed = new LinkedHashMap<>();
    private Path state;
    private FrameworkFixture fixture;

    /** A tracker, with the one who follows it from framework to framework. */
    private static final class Followed {
        final int id;
        final NumberedWork work;
        final NumbersSeen seen = new NumbersSeen();
        CompletableFuture<NumbersSeen> following;
        List<UpdateReceipt> receipts = List.of();

        Followed(int id, NumberedWork work) {
            this.id = id;
            this.work = work;
        }

        void follow(Tracker tracker) {
            SubscriptionOptions options = new SubscriptionOptions("test", "", 16 << 20).keeping();
            following = seen.follow(tracker.subscribe(seen.last() == null ? options : options.from(seen.last())));
            receipts = Stream.concat(receipts.stream(), tracker.updates().stream()).toList();
        }
    }

    @BeforeAll
    void restart(@TempDir Path folder) throws Exception {
        state = folder;
        for (int i = 0; i < NumberedKinds.KINDS.size(); i += AT_ONCE) {
            restart(NumberedKinds.KINDS.subList(i, Math.min(i + AT_ONCE, NumberedKinds.KINDS.size())));
        }
    }

    private void restart(List<String> kinds) throws Exception {
        fixture = new FrameworkFixture(state);
        NumberedWork positions = new NumberedWork(state, false, true);
        NumberedWork pages = new NumberedWork(state, true, true);
        List<NumberedWork> all = List.of(positions, pages);
        try {
            for (String kind : kinds) {
                start(kind, kind.equals(NumberedKinds.PERF_EVENT) ? pages : positions);
            }
            List<Followed> some = kinds.stream().filter(followed::containsKey).map(followed::get).toList();
            all.forEach(NumberedWork::begin);
            for (int i = 0; i < RESTARTS; i++) {
                all.forEach(NumberedWork::awaitMore);
                fixture.close();
                awaitEnd(some);
                all.forEach(NumberedWork::awaitMore);
                fixture = new FrameworkFixture(state);
                some.forEach(one -> one.follow(fixture.trackers.tracker(one.id)));
            }
            all.forEach(NumberedWork::awaitMore);
            positions.finish();
            pages.finish();
            some.forEach(one -> fixture.trackers.uninstall(one.id));
            awaitEnd(some);
        } finally {
            positions.finish();
            pages.finish();
            fixture.close();
        }
    }

    private static void awaitEnd(List<Followed> some) throws Exception {
        for (Followed one : some) {
            one.following.get();
        }
    }

    private void start(String kind, NumberedWork work) throws IOException {
        try {
            Tracker tracker = fixture.trackers.start(NumberedKinds.source(kind, "update_kinds"),
                    NumberedKinds.options(kind, work).withPersist(true));
            Followed one = new Followed(tracker.id(), work);
            one.follow(tracker);
            followed.put(kind, one);
        } catch (TrackerException e) {
            unsupported.put(kind, e);
        }
    }

    @AfterAll
    void end() throws Exception {
        rows.write("restart.csv");
    }

    @ParameterizedTest
    @FieldSource("io.eunomia.runtime.internal.manager.NumberedKinds#KINDS")
    void every_number_is_seen_once_over_the_ends_of_frameworks(String kind) {
        if (unsupported.containsKey(kind)) {
            outcome(kind, unsupported.get(kind));
        }
        Followed one = followed.get(kind);
        try {
            assertThat(one.seen.strays(one.work.made())).as("%s of %s", kind, one.work.made()).isEmpty();
            assertThat(one.seen.others()).noneMatch(notice -> notice instanceof Notice.Missed);
            assertThat(one.receipts).hasSize(RESTARTS).allSatisfy(receipt -> {
                assertThat(receipt.takeOver().orElseThrow().left().orElseThrow()).isBefore(receipt.time());
                assertThat(receipt.lost()).isZero();
            });
            String mode = one.receipts.get(0).mode().name().toLowerCase();
            assertThat(mode).isEqualTo("slot");
            rows.add(kind, mode, RESTARTS + " take-overs under load, each number seen once and in order");
        } catch (AssertionError | RuntimeException e) {
            rows.add(kind, "failed", e.getMessage());
            throw e;
        }
    }

    private void outcome(String kind, TrackerException failure) {
        if (failure.failure().kind() != FailureKind.UNSUPPORTED) {
            rows.add(kind, "failed", failure.failure().message());
            throw failure;
        }
        rows.add(kind, "unsupported", NumberedKinds.reason(failure));
        System.out.println("SKIPPED restart of " + kind + ": " + failure.failure().message());
        Assumptions.abort(kind + ": " + failure.failure().message());
    }
}
