package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.bundle.BundleCopy;
import io.eunomia.runtime.internal.bundle.NewPackage;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.testkit.NumberedOpens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;

@Tag("kernel")
class HotUpdateTest {
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
    void every_event_arrives_once_while_two_versions_take_turns() throws Exception {
        exact(20, i -> {
            UpdateReceipt receipt = fixture.trackers.update(1, source(i % 2 == 0 ? "engine_opens_2" : "engine_opens"));
            assertThat(receipt.mode()).isEqualTo(UpdateReceipt.Mode.SLOT);
            assertThat(receipt.lost()).isZero();
            assertThat(receipt.duplicated()).hasValue(0);
        });
        assertThat(tracker.updates()).hasSize(20);
    }

    @Test
    void the_frameworks_own_update_is_as_exact() throws Exception {
        byte[] first = BundleCopy.of(bundle());
        fixture.trackers.update(1, source("engine_opens_2"));
        byte[] second = BundleCopy.of(bundle());
        exact(10, i -> bundle().update(new ByteArrayInputStream(i % 2 == 0 ? first : second)));
        assertThat(tracker.updates()).hasSize(11);
    }

    private interface Update {
        void run(int number) throws Exception;
    }

    private void exact(int updates, Update update) throws Exception {
        Subscription subscription = tracker.subscribe(new SubscriptionOptions("test", "", 16 << 20));
        CompletableFuture<Seen> following = new Seen(state).follow(subscription);
        NumberedOpens opens = new NumberedOpens(state);
        try {
            for (int i = 0; i < updates; i++) {
                update.run(i);
                assertThat(tracker.state()).isEqualTo(TrackerState.RUNNING);
            }
        } finally {
            opens.finish();
        }
        fixture.trackers.stop(1);
        Seen seen = following.get();
        assertThat(seen.notices.stream().filter(n -> n instanceof Notice.Updated)).hasSize(updates);
        assertThat(seen.strays(opens.made())).isEmpty();
        assertThat(tracker.stats().streams().get(0).kernelLost()).hasValue(0);
        // Between two switches all events are of one version.
        assertThat(seen.versions.stream().distinct().map(v -> v % 1_000_000)).doesNotHaveDuplicates();
    }

    @Test
    void a_failing_update_loses_nothing_and_leaves_the_old_version() throws Exception {
        Subscription subscription = tracker.subscribe(new SubscriptionOptions("test", "", 16 << 20));
        CompletableFuture<Seen> following = new Seen(state).follow(subscription);
        NumberedOpens opens = new NumberedOpens(state);
        try {
            assertThat(failure(() -> fixture.trackers.update(1, source("engine_refused"))).kind())
                    .isEqualTo(FailureKind.VERIFIER);
            assertThat(failure(() -> fixture.trackers.update(1, new PackageSource("", new byte[] {1, 2}, "test")))
                    .kind()).isEqualTo(FailureKind.BAD_PACKAGE);
            Failure kept = failure(() -> fixture.trackers.update(1, json("engine_opens_3",
                    ",\"keep_maps\":[\"counts\"]")));
            assertThat(kept.kind()).isEqualTo(FailureKind.CONFLICT);
            assertThat(kept.message()).contains("counts", "128", "256");
            assertThat(failure(() -> fixture.trackers.update(1, json("engine_opens_2",
                    ",\"programs\":{\"no_such_tracepoint\":{\"attach\":\"syscalls/sys_enter_nowhere\"}}"))).kind()).isEqualTo(FailureKind.NO_TARGET);
            assertThat(failure(() -> fixture.trackers.update(1, json("engine_opens_2",
                    ",\"requires\":{\"kernel\":\"99.0\"}"))).message()).contains("99.0");
            assertThat(tracker.state()).isEqualTo(TrackerState.RUNNING);
        } finally {
            opens.finish();
        }
        fixture.trackers.stop(1);
        Seen seen = following.get();
        assertThat(seen.strays(opens.made())).isEmpty();
        assertThat(seen.notices).containsExactly(new Notice.Ended(Notice.End.STOPPED, "the tracker was stopped"));
        assertThat(tracker.updates()).isEmpty();
        assertThat(tracker.failedUpdate().orElseThrow().failure().message()).contains("99.0");
        assertThat(fixture.trackers.start(1).state()).isEqualTo(TrackerState.RUNNING);
        assertThat(bundle().getHeaders("").get("Require-Capability")).doesNotContain("99.0");
    }

    @Test
    void a_framework_update_that_fails_is_taken_back() throws Exception {
        byte[] bad = jarOf("engine_refused");
        bundle().update(new ByteArrayInputStream(bad));
        awaitRestored();
        assertThat(tracker.streams().get(0).struct()).isEqualTo("open_event");
        assertThat(tracker.updates()).isEmpty();
        assertThat(tracker.failedUpdate().orElseThrow().failure().kind()).isEqualTo(FailureKind.VERIFIER);
        fixture.trackers.update(1, source("engine_opens_2"));
        assertThat(tracker.failedUpdate()).isEmpty();
        fixture.trackers.stop(1);
        assertThat(fixture.trackers.start(1).streams()).hasSize(1);
    }

    /** The restoration has a thread of its own, which runs before the failing update has returned. */
    private void awaitRestored() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("eunomia-restore")) {
                thread.join();
            }
        }
        assertThat(tracker.state()).isEqualTo(TrackerState.RUNNING);
        assertThat(bundle().getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(TrackerPackages.read(bundle()).object()).isEqualTo(object("engine_opens"));
    }

    @Test
    void maps_are_kept_when_the_package_asks() throws Exception {
        NumberedOpens opens = new NumberedOpens(state);
        opens.awaitMade(100);
        UpdateReceipt receipt = fixture.trackers.update(1, json("engine_opens_2", ",\"keep_maps\":true"
                + ",\"tables\":[{\"map\":\"counts\",\"interval\":\"1h\"}]"));
        int made = opens.finish();
        assertThat(receipt.keptMaps()).containsExactly("counts");
        Subscription rows = tracker.subscribe(new SubscriptionOptions("rows", "(stream=counts)", 1 << 16));
        fixture.trackers.stop(1);
        List<Long> counted = new ArrayList<>();
        rows.poll(new EventConsumer() {
            @Override
            public void event(EventView event) {
                counted.add(event.number(event.schema().field("opens").orElseThrow().index()));
            }

            @Override
            public void notice(Notice notice) {
                assertThat(notice).isInstanceOf(Notice.Ended.class);
            }
        }, 100, Duration.ofSeconds(10));
        assertThat(counted).hasSize(1);
        assertThat(counted.get(0)).isGreaterThanOrEqualTo(made);
    }

    @Test
    void a_stopped_tracker_gets_its_new_package_without_running() {
        fixture.trackers.stop(1);
        UpdateReceipt receipt = fixture.trackers.update(1, source("engine_opens_2"));
        assertThat(receipt.mode()).isEqualTo(UpdateReceipt.Mode.STOPPED);
        assertThat(tracker.state()).isNotEqualTo(TrackerState.RUNNING);
        assertThat(fixture.trackers.start(1).state()).isEqualTo(TrackerState.RUNNING);
    }

    /** A listener may stop the bundle before the manager has switched what runs. */
    @Test
    void one_that_is_stopped_while_it_is_updated_stays_stopped_and_keeps_its_package() throws Exception {
        List<KeptPackage> history = tracker.history();
        SynchronousBundleListener stops = event -> {
            if (event.getType() == BundleEvent.STARTED) {
                stopBundle();
            }
        };
        fixture.framework.getBundleContext().addBundleListener(stops);
        Failure failure = failure(() -> fixture.trackers.update(1, source("engine_opens_2")));
        fixture.framework.getBundleContext().removeBundleListener(stops);
        assertThat(failure.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(failure.message()).contains("was stopped while it was updated");
        assertThat(tracker.state()).isEqualTo(TrackerState.STOPPED);
        assertThat(tracker.history()).isEqualTo(history);
        assertThat(TrackerPackages.read(bundle()).object()).isEqualTo(object("engine_opens"));
        assertThat(fixture.trackers.start(1).state()).isEqualTo(TrackerState.RUNNING);
        assertThat(fixture.trackers.update(1, source("engine_opens_2")).mode()).isEqualTo(UpdateReceipt.Mode.SLOT);
    }

    private void stopBundle() {
        try {
            bundle().stop();
        } catch (BundleException e) {
            throw new AssertionError(e);
        }
    }

    private Bundle bundle() {
        return fixture.framework.getBundleContext().getBundle(tracker.bundleId());
    }

    private static Failure failure(ThrowingCallable action) {
        return catchThrowableOfType(TrackerException.class, action).failure();
    }

    private byte[] jarOf(String object) {
        PackageSource source = source(object);
        return new NewPackage(TrackerPackages.parse(source, "opens"), source).jar(StartOptions.none());
    }

    private static PackageSource source(String object) {
        return new PackageSource("opens", object(object), "test");
    }

    private static PackageSource json(String object, String more) {
        String json = "{\"eunomia\":1,\"name\":\"opens\",\"data\":\"" + Base64.getEncoder().encodeToString(
                object(object)) + '"' + more + '}';
        return new PackageSource("", json.getBytes(StandardCharsets.UTF_8), "test");
    }

    private static byte[] object(String name) {
        try (InputStream in = HotUpdateTest.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
