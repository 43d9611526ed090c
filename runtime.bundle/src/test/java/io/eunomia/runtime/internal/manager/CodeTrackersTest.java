package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.parse.Jars;
import io.eunomia.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;

/** Trackers that bring Java code: it runs, and it holds nobody but itself. */
@Tag("kernel")
class CodeTrackersTest {
    @TempDir
    private Path state;
    private FrameworkFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new FrameworkFixture(state);
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty("eunomia.test.deaf");
        fixture.close();
    }

    @Test
    void code_starts_and_stops_with_its_tracker_and_again_after_a_restart() throws Exception {
        install("good", Activators.Good.class);
        assertThat(states()).containsExactly("good RUNNING");
        assertThat(System.getProperty("eunomia.test.activator")).isEqualTo("started");
        fixture.close();
        assertThat(System.getProperty("eunomia.test.activator")).isEqualTo("stopped");
        fixture = new FrameworkFixture(state);
        Await.until("the tracker to be started again", () -> states().equals(List.of("good RUNNING")));
        fixture.trackers.stop(1);
        fixture.close();
        fixture = new FrameworkFixture(state);
        assertThat(states()).containsExactly("good STOPPED");
    }

    @Test
    void one_that_blocks_is_told_and_leaves_nothing() {
        Failure failure = failure(() -> install("stuck", Activators.BlocksInStart.class));
        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_PACKAGE);
        assertThat(failure.message()).contains("has not come to its end", "Activators$BlocksInStart.start");
        assertThat(states()).isEmpty();
        install("good", Activators.Good.class);
        assertThat(states()).containsExactly("good RUNNING");
    }

    @Test
    void one_that_heeds_no_interrupt_stays_failed_and_holds_nobody_else() throws Exception {
        System.setProperty("eunomia.test.deaf", "yes");
        Failure failure = failure(() -> install("deaf", Activators.Deaf.class));
        assertThat(failure.hint()).contains("until the daemon is restarted");
        assertThat(states()).containsExactly("deaf FAILED");
        install("good", Activators.Good.class);
        assertThat(states()).containsExactly("deaf FAILED", "good RUNNING");
        assertThat(failure(() -> fixture.trackers.uninstall(1)).kind()).isEqualTo(FailureKind.CONFLICT);
        System.clearProperty("eunomia.test.deaf");
        Bundle bundle = fixture.framework.getBundleContext().getBundle(TrackerPackages.location("deaf"));
        Await.until("the code to go on", () -> bundle.getState() != Bundle.STARTING);
        fixture.close();
        fixture = new FrameworkFixture(state);
        Await.until("the removal to be finished", () -> states().equals(List.of("good RUNNING")));
    }

    @Test
    void a_stop_that_blocks_is_told() {
        install("sticky", Activators.BlocksInStop.class);
        Failure failure = failure(() -> fixture.trackers.stop(1));
        assertThat(failure.message()).contains("the stop of com.example.sticky", "Activators$BlocksInStop.stop");
        assertThat(states()).containsExactly("sticky STOPPED");
    }

    @Test
    void what_it_throws_is_told() {
        Failure failure = failure(() -> install("fails", Activators.Throws.class));
        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_PACKAGE);
        assertThat(failure.message()).contains("IllegalArgumentException: the licence has run out");
        assertThat(states()).isEmpty();
    }

    @Test
    void a_jar_that_is_renamed_has_the_new_name_for_good() throws Exception {
        byte[] jar = new Jars("mine", object()).build();
        fixture.trackers.start(new PackageSource("", jar, "test"), StartOptions.none().withName("yours"));
        assertThat(states()).containsExactly("yours RUNNING");
        fixture.close();
        fixture = new FrameworkFixture(state);
        assertThat(states()).containsExactly("yours RUNNING");
    }

    @Test
    void a_bundle_of_somebody_elses_name_is_refused() throws Exception {
        byte[] jar = new Jars("one", object()).header("Bundle-SymbolicName", "com.example.same").build();
        fixture.trackers.start(new PackageSource("", jar, "test"), StartOptions.none());
        byte[] other = new Jars("two", object()).header("Bundle-SymbolicName", "com.example.same").build();
        Failure failure = failure(() -> fixture.trackers.start(new PackageSource("", other, "test"), StartOptions.none()));
        assertThat(failure.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(failure.message()).contains("same symbolic name");
    }

    /** Listeners and hooks are called on the threads of whoever starts and stops others. */
    @ParameterizedTest
    @ValueSource(classes = {Activators.HoldsBundleEvents.class, Activators.HoldsServiceEvents.class,
            Activators.HoldsFrameworkEvents.class})
    void code_that_does_not_return_from_what_it_is_told_holds_nobody_for_long(Class<? extends BundleActivator> activator)
            throws Exception {
        plain("before");
        plain("gone");
        install("holds", activator);
        System.setProperty("eunomia.test.deaf", "yes");
        List<Failure> failures = new ArrayList<>();
        long began = System.nanoTime();
        for (ThrowingCallable action : List.<ThrowingCallable>of(() -> plain("other"), () -> plain("more"),
                () -> install("good", Activators.Good.class), () -> fixture.trackers.stop(1), () -> fixture.trackers.start(1), () -> fixture.trackers.uninstall(2),
                () -> plain("last"))) {
            TrackerException refused = catchThrowableOfType(TrackerException.class, action);
            if (refused != null) {
                failures.add(refused.failure());
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(failures).allSatisfy(failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.CONFLICT);
            assertThat(failure.message()).contains("not by its own fault", "tracker \"holds\" (bundle com.example.holds)",
                    activator.getName());
        });
        if (activator == Activators.HoldsFrameworkEvents.class) {
            // These are told on a thread of the framework's own, and nobody waits for that.
            assertThat(failures).isEmpty();
            assertThat(states()).contains("before RUNNING", "more RUNNING", "last RUNNING", "good RUNNING");
            return;
        }
        assertThat(failures).as("only the first notices").hasSizeLessThanOrEqualTo(1);
        assertThat(states()).contains("before RUNNING", "more RUNNING", "last RUNNING", "good RUNNING").doesNotContain("gone RUNNING");
        Await.until("it to be stopped", () -> states().contains("holds FAILED"));
        fixture.trackers.uninstall(3);
    }

    /** Whatever anybody does would wait for it; a resolver's hook even has the framework's own lock. */
    @ParameterizedTest
    @ValueSource(classes = {Activators.HoldsByBundleHook.class, Activators.HoldsByServiceHook.class,
            Activators.HoldsByResolverHook.class, Activators.HoldsByFindHook.class, Activators.HoldsByWeavingHook.class,
            Activators.HoldsByUrlHandler.class})
    void code_that_would_stand_between_others_and_the_framework_is_refused(Class<? extends BundleActivator> activator) {
        plain("before");
        Failure failure = failure(() -> install("holds", activator));
        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_PACKAGE);
        assertThat(failure.message()).containsPattern("registers a org\\.osgi\\.\\S+(Hook|HookFactory|HandlerService),");
        System.setProperty("eunomia.test.deaf", "yes");
        plain("other");
        install("good", Activators.Good.class);
        assertThat(states()).containsExactlyInAnyOrder("before RUNNING", "other RUNNING", "good RUNNING");
    }

    @Test
    void code_that_does_so_later_is_stopped() {
        install("late", Activators.HooksLater.class);
        assertThat(states()).containsExactly("late RUNNING");
        System.setProperty("eunomia.test.deaf", "yes");
        Await.until("it to be stopped", () -> states().equals(List.of("late FAILED")));
        assertThat(fixture.trackers.trackers().get(0).failure().orElseThrow().message()).contains("registers a", "FindHook");
        plain("other");
    }

    /** The new code fails before, while and after the framework starts the bundle; each time the old one is put back. */
    @ParameterizedTest
    @ValueSource(classes = {Activators.Throws.class, Activators.BlocksInStart.class, Activators.HoldsByFindHook.class})
    void an_update_to_code_that_cannot_run_is_taken_back_as_a_whole(Class<? extends BundleActivator> activator) {
        install("good", Activators.Good.class);
        List<KeptPackage> history = fixture.trackers.tracker(1).history();
        Failure failure = failure(() -> fixture.trackers.update(1, source("good", activator)));
        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_PACKAGE);
        assertThat(states()).containsExactly("good RUNNING");
        assertThat(fixture.trackers.tracker(1).history()).isEqualTo(history);
        assertThat(fixture.trackers.tracker(1).failedUpdate().orElseThrow().failure()).isEqualTo(failure);
        Bundle bundle = fixture.framework.getBundleContext().getBundle(TrackerPackages.location("good"));
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle.getHeaders("").get("Bundle-Activator")).isEqualTo(Activators.Good.class.getName());
        assertThat(fixture.trackers.update(1, source("good", Activators.Good.class)).mode()).isEqualTo(UpdateReceipt.Mode.SLOT);
    }

    private void plain(String name) {
        fixture.trackers.start(new PackageSource(name, object(), "test"), StartOptions.none());
    }

    private void install(String name, Class<? extends BundleActivator> activator) {
        fixture.trackers.start(source(name, activator), StartOptions.none());
    }

    private static PackageSource source(String name, Class<? extends BundleActivator> activator) {
        byte[] jar = new Jars(name, object()).header("Bundle-Activator", activator.getName())
                .header("Import-Package", "org.osgi.framework,org.osgi.framework.hooks.bundle,org.osgi.framework.hooks.service,"
                        + "org.osgi.framework.hooks.resolver,org.osgi.framework.hooks.weaving,org.osgi.framework.wiring,"
                        + "org.osgi.service.url").type(activator).build();
        return new PackageSource("", jar, "test");
    }

    private List<String> states() {
        return fixture.trackers.trackers().stream().map(tracker -> tracker.name() + " " + tracker.state()).toList();
    }

    private static Failure failure(ThrowingCallable action) {
        return catchThrowableOfType(TrackerException.class, action).failure();
    }

    private static byte[] object() {
        try (InputStream in = CodeTrackersTest.class.getResourceAsStream("/bpf/engine_opens.bpf.o")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
