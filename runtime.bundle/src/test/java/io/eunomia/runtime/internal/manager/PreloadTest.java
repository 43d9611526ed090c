package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.NewPackage;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.engine.LoadedVersion;
import io.eunomia.runtime.internal.lifecycle.Preload;
import io.eunomia.runtime.internal.store.TrackerStore;
import io.eunomia.testkit.Await;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** A framework that comes up with two trackers at a start level it has not reached yet. */
@Tag("kernel")
class PreloadTest {
    private static final int LEVEL = 5;
    private static final StartOptions OWN = new StartOptions("", Map.of("target_pid",
            Long.toString(ProcessHandle.current().pid())), Map.of(), List.of());

    @TempDir
    private Path state;
    private FrameworkFixture fixture;
    private long none;
    private long running;

    @BeforeEach
    void install() throws Exception {
        none = programs();
        fixture = new FrameworkFixture(state);
        fixture.trackers.start(source("first", "engine_opens"), OWN);
        fixture.trackers.start(source("second", "engine_opens_2"), OWN);
        running = programs();
        for (int id : List.of(1, 2)) {
            bundle(id).adapt(BundleStartLevel.class).setStartLevel(LEVEL);
        }
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        fixture.close();
        assertThat(programs()).isEqualTo(none);
    }

    private void restart() throws Exception {
        fixture.close();
        fixture = new FrameworkFixture(state, Optional.empty(), LEVEL);
    }

    @Test
    void trackers_are_loaded_before_their_bundles_start_and_run_when_they_have() throws Exception {
        restart();
        Await.until("the programs of what is loaded ahead", () -> programs() == none + 2);
        assertThat(states()).doesNotContain(TrackerState.RUNNING, TrackerState.FAILED);
        reachLevel();
        assertThat(states()).containsExactly(TrackerState.RUNNING, TrackerState.RUNNING);
        assertThat(programs()).as("loaded once").isEqualTo(running);
        assertThat(fixture.trackers.tracker(1).options()).isEqualTo(OWN);
    }

    @Test
    void what_is_loaded_goes_with_the_runtime_when_its_bundle_never_starts() throws Exception {
        restart();
        Await.until("the programs of what is loaded ahead", () -> programs() == none + 2);
    }

    @Test
    void a_tracker_that_is_not_to_start_is_not_loaded() throws Exception {
        fixture.trackers.stop(1);
        restart();
        Await.until("the programs of what is loaded ahead", () -> programs() == none + 1);
        reachLevel();
        assertThat(states()).containsExactly(TrackerState.STOPPED, TrackerState.RUNNING);
    }

    @Test
    void other_content_and_other_options_are_loaded_anew() throws Exception {
        restart();
        Await.until("the programs of what is loaded ahead", () -> programs() == none + 2);
        Preload one = fixture.registry.lifecycle(1).preload();
        TrackerPackage same = TrackerPackages.read(bundle(1));
        try (LoadedVersion taken = one.take(same, OWN)) {
            assertThat(taken.object().programs()).isNotEmpty();
            assertThat(programs()).as("and what was loaded is gone").isEqualTo(none + 2);
        }
        Preload two = fixture.registry.lifecycle(2).preload();
        try (LoadedVersion taken = two.take(TrackerPackages.read(bundle(2)), StartOptions.none())) {
            assertThat(taken.object().programs()).isNotEmpty();
            assertThat(programs()).isEqualTo(none + 1);
        }
    }

    @Test
    void new_content_is_what_runs() throws Exception {
        restart();
        Await.until("the programs of what is loaded ahead", () -> programs() == none + 2);
        PackageSource source = source("first", "engine_opens_2");
        bundle(1).update(new ByteArrayInputStream(
                new NewPackage(TrackerPackages.parse(source, "first"), source).jar(StartOptions.none())));
        reachLevel();
        assertThat(states()).containsExactly(TrackerState.RUNNING, TrackerState.RUNNING);
        assertThat(programs()).isEqualTo(running);
    }

    @Test
    void what_a_bundle_does_not_take_is_unloaded_when_the_framework_is_there() throws Exception {
        restart();
        Await.until("the programs of what is loaded ahead", () -> programs() == none + 2);
        bundle(1).stop();
        reachLevel();
        assertThat(fixture.trackers.tracker(1).state()).isNotEqualTo(TrackerState.RUNNING);
        // The second one's program and its slot.
        Await.until("the programs of what is loaded ahead", () -> programs() == none + 2);
        fixture.trackers.start(1);
        assertThat(states()).containsExactly(TrackerState.RUNNING, TrackerState.RUNNING);
    }

    @Test
    void one_that_cannot_be_loaded_keeps_no_other_down() throws Exception {
        new TrackerStore(state.resolve("trackers.json")).change(bundle(1).getLocation(), tracker -> tracker.with(
                StartOptions.none().withArguments(Map.of("no_such_argument", "1"))));
        restart();
        Await.until("the programs of what is loaded ahead", () -> programs() == none + 1);
        reachLevel();
        assertThat(states()).containsExactly(TrackerState.FAILED, TrackerState.RUNNING);
        assertThat(fixture.trackers.tracker(1).failure()).hasValueSatisfying(
                failure -> assertThat(failure.message()).contains("no_such_argument"));
    }

    /** That this process holds open. */
    private static long programs() {
        long found = 0;
        for (File fd : new File("/proc/self/fd").listFiles()) {
            try {
                found += Files.readSymbolicLink(fd.toPath()).toString().contains("bpf-prog") ? 1 : 0;
            } catch (IOException e) {
                // The descriptor that listed the folder is gone by now.
                continue;
            }
        }
        return found;
    }

    private List<TrackerState> states() {
        return fixture.trackers.trackers().stream().map(tracker -> tracker.state()).toList();
    }

    private Bundle bundle(int id) {
        return fixture.framework.getBundleContext().getBundle(fixture.trackers.tracker(id).bundleId());
    }

    private void reachLevel() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        fixture.framework.adapt(FrameworkStartLevel.class).setStartLevel(LEVEL, event -> reached.countDown());
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static PackageSource source(String name, String object) throws IOException {
        try (InputStream in = PreloadTest.class.getResourceAsStream("/bpf/" + object + ".bpf.o")) {
            return new PackageSource(name, in.readAllBytes(), "test");
        }
    }
}
