package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateOptions;
import io.eunomia.runtime.internal.bundle.NewPackage;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

@Tag("kernel")
class ManagedTrackersTest {
    private static final StartOptions OWN = new StartOptions("", Map.of("target_pid",
            Long.toString(ProcessHandle.current().pid())), Map.of(), List.of());

    @TempDir
    private Path state;
    private FrameworkFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new FrameworkFixture(state);
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    void a_started_package_is_a_running_bundle_and_a_service() {
        Tracker tracker = fixture.trackers.start(source("opens", "engine_opens"), OWN);
        assertThat(tracker.id()).isEqualTo(1);
        assertThat(tracker.state()).isEqualTo(TrackerState.RUNNING);
        Bundle bundle = fixture.framework.getBundleContext().getBundle(tracker.bundleId());
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle.getSymbolicName()).isEqualTo("io.eunomia.tracker.opens");
        ServiceReference<?> service = bundle.getRegisteredServices()[0];
        assertThat(service.getProperty(Tracker.SERVICE_ID)).isEqualTo(1);
        assertThat(service.getProperty(Tracker.SERVICE_NAME)).isEqualTo("opens");
        assertThat(service.getProperty(Tracker.SERVICE_STATE)).isEqualTo("running");
        assertThat(tracker.streams()).hasSize(1);
    }

    @Test
    void the_framework_and_the_manager_stop_and_start_the_same_thing() throws Exception {
        Tracker tracker = fixture.trackers.start(source("opens", "engine_opens"), OWN);
        Bundle bundle = fixture.framework.getBundleContext().getBundle(tracker.bundleId());
        bundle.stop();
        assertThat(tracker.state()).isEqualTo(TrackerState.STOPPED);
        assertThat(tracker.streams()).isEmpty();
        fixture.trackers.start(1);
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(tracker.options()).isEqualTo(OWN);
        fixture.trackers.stop(1);
        assertThat(bundle.getState()).isEqualTo(Bundle.RESOLVED);
        bundle.start();
        assertThat(tracker.state()).isEqualTo(TrackerState.RUNNING);
        assertThat(fixture.trackers.start(1)).isSameAs(tracker);
    }

    @Test
    void a_running_name_is_taken_and_a_stopped_one_is_given_away() {
        fixture.trackers.start(source("opens", "engine_opens"), OWN);
        Failure taken = failure(() -> fixture.trackers.start(source("opens", "engine_opens"), OWN));
        assertThat(taken.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(taken.message()).contains("opens", "running already, as 1");
        fixture.trackers.stop(1);
        Tracker again = fixture.trackers.start(source("opens", "engine_opens"), OWN);
        assertThat(again.id()).isEqualTo(1);
        assertThat(again.state()).isEqualTo(TrackerState.RUNNING);
    }

    @Test
    void a_failing_replacement_leaves_the_stopped_one_as_it_was() {
        fixture.trackers.start(source("opens", "engine_opens"), OWN);
        fixture.trackers.stop(1);
        assertThat(failure(() -> fixture.trackers.start(source("opens", "engine_refused"), StartOptions.none()))
                .kind()).isEqualTo(FailureKind.VERIFIER);
        assertThat(fixture.trackers.start(1).state()).isEqualTo(TrackerState.RUNNING);
        assertThat(fixture.trackers.tracker(1).streams().get(0).struct()).isEqualTo("open_event");
    }

    @Test
    void a_failed_start_leaves_nothing_and_uses_no_id() {
        int bundles = fixture.framework.getBundleContext().getBundles().length;
        Failure failure = failure(() -> fixture.trackers.start(source("bad", "engine_refused"),
                StartOptions.none()));
        assertThat(failure.kind()).isEqualTo(FailureKind.VERIFIER);
        assertThat(fixture.trackers.trackers()).isEmpty();
        assertThat(fixture.framework.getBundleContext().getBundles()).hasSize(bundles);
        assertThat(fixture.trackers.start(source("opens", "engine_opens"), OWN).id()).isEqualTo(1);
    }

    @Test
    void ids_are_never_used_again() {
        fixture.trackers.start(source("one", "engine_opens"), OWN);
        fixture.trackers.start(source("two", "engine_opens"), OWN);
        fixture.trackers.uninstall(2);
        assertThat(fixture.trackers.start(source("three", "engine_opens"), OWN).id()).isEqualTo(3);
        Failure unknown = failure(() -> fixture.trackers.stop(2));
        assertThat(unknown.kind()).isEqualTo(FailureKind.NOT_FOUND);
        assertThat(unknown.hint()).contains("1 (one)", "3 (three)");
    }

    @Test
    void trackers_come_back_with_id_arguments_and_state() throws Exception {
        fixture.trackers.start(source("one", "engine_opens"), OWN);
        fixture.trackers.start(source("two", "engine_opens"), OWN);
        fixture.trackers.stop(1);
        fixture.close();
        fixture = new FrameworkFixture(state);
        assertThat(fixture.trackers.trackers()).extracting(t -> t.id() + " " + t.name() + " " + t.state())
                .containsExactly("1 one STOPPED", "2 two RUNNING");
        assertThat(fixture.trackers.tracker(2).options()).isEqualTo(OWN);
    }

    @Test
    void a_damaged_state_file_is_set_aside_and_no_tracker_is_lost() throws Exception {
        fixture.trackers.start(source("one", "engine_opens"), OWN);
        fixture.close();
        Files.writeString(state.resolve("trackers.json"), "{\"format\":1,\"next\":");
        fixture = new FrameworkFixture(state);
        assertThat(fixture.trackers.trackers()).extracting(Tracker::name).containsExactly("one");
        assertThat(state.resolve("trackers.json.damaged")).exists();
    }

    @Test
    void what_the_kernel_lacks_is_refused_by_the_resolver() {
        Failure failure = failure(() -> fixture.trackers.start(requiring("{\"kernel\":\"99.0\"}"), OWN));
        assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
        assertThat(failure.message()).contains("99.0");
        assertThat(fixture.trackers.trackers()).isEmpty();
        Plan plan = fixture.trackers.plan(requiring("{\"kernel\":\"99.0\"}"), OWN);
        assertThat(plan.runnable()).isFalse();
        assertThat(plan.obstacles().get(0).kind()).isEqualTo(FailureKind.UNSUPPORTED);
        assertThat(plan.obstacles().get(0).message()).contains("Linux 99.0 or newer");
    }

    @Test
    void what_the_kernel_has_is_found_by_plan_and_start_alike() {
        String release = Pattern.compile("[0-9]+\\.[0-9]+(\\.[0-9]+)?").matcher(System.getProperty("os.version")).results()
                .findFirst().orElseThrow().group();
        PackageSource exactly = requiring("{\"kernel\":\"" + release + "\",\"btf\":true,\"attach\":[\"tracepoint\"]}");
        assertThat(fixture.trackers.plan(exactly, OWN).obstacles()).isEmpty();
        assertThat(fixture.trackers.start(exactly, OWN).state()).isEqualTo(TrackerState.RUNNING);
    }

    private static PackageSource requiring(String requires) {
        return new PackageSource("", ("{\"eunomia\":1,\"name\":\"picky\",\"data\":\"" + base64("engine_opens")
                + "\",\"requires\":" + requires + "}").getBytes(StandardCharsets.UTF_8), "test");
    }

    @Test
    void an_unknown_export_handler_is_named() {
        StartOptions options = new StartOptions("", Map.of(), Map.of(),
                List.of(new ExportRequest("carrier_pigeon", Map.of())));
        Failure failure = failure(() -> fixture.trackers.start(source("opens", "engine_opens"), options));
        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_REQUEST);
        assertThat(failure.message()).contains("carrier_pigeon");
        assertThat(fixture.trackers.trackers()).isEmpty();
    }

    @Test
    void options_of_a_failed_start_do_not_stick() throws Exception {
        fixture.trackers.start(source("opens", "engine_opens"), OWN);
        fixture.trackers.stop(1);
        StartOptions wrong = new StartOptions("", Map.of("target_pid", "no number"), Map.of(), List.of());
        assertThat(failure(() -> fixture.trackers.start(1, wrong)).kind()).isEqualTo(FailureKind.BAD_REQUEST);
        assertThat(fixture.trackers.tracker(1).options()).isEqualTo(OWN);
        assertThat(fixture.trackers.start(1).state()).isEqualTo(TrackerState.RUNNING);
        fixture.trackers.stop(1);
        assertThat(failure(() -> fixture.trackers.start(1, wrong)).message()).contains("no number");
        fixture.close();
        fixture = new FrameworkFixture(state);
        assertThat(fixture.trackers.tracker(1).options()).isEqualTo(OWN);
    }

    @Test
    void options_are_kept_replaced_or_cleared() {
        fixture.trackers.start(source("opens", "engine_opens"), OWN);
        assertThat(failure(() -> fixture.trackers.start(1, StartOptions.none())).kind()).isEqualTo(FailureKind.CONFLICT);
        fixture.trackers.update(1, source("", "engine_opens_2"));
        assertThat(fixture.trackers.tracker(1).options()).isEqualTo(OWN);
        fixture.trackers.update(1, source("", "engine_opens"), StartOptions.none());
        assertThat(fixture.trackers.tracker(1).options()).isEqualTo(StartOptions.none());
        fixture.trackers.stop(1);
        fixture.trackers.start(1, OWN);
        fixture.trackers.stop(1);
        assertThat(fixture.trackers.start(1, StartOptions.none()).options()).isEqualTo(StartOptions.none());
    }

    @Test
    void an_update_to_another_package_wants_to_be_forced() {
        fixture.trackers.start(named("opens"), OWN);
        Failure refused = failure(() -> fixture.trackers.update(1, named("tcplife")));
        assertThat(refused.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(refused.message()).contains("\"opens\" (1)", "\"tcplife\"");
        assertThat(fixture.trackers.tracker(1).updates()).isEmpty();
        fixture.trackers.update(1, named("tcplife"), UpdateOptions.keep().forced());
        assertThat(fixture.trackers.tracker(1).name()).isEqualTo("opens");
        // It is that package from now on, and may be named after the tracker again.
        fixture.trackers.update(1, named("tcplife"));
        fixture.trackers.update(1, named("opens"));
        fixture.trackers.update(1, source("", "engine_opens"));
    }

    @Test
    void a_tracker_with_a_name_of_its_own_is_still_its_package() {
        fixture.trackers.start(named("opens"), new StartOptions("mine", OWN.arguments(), Map.of(), List.of()));
        fixture.trackers.update(1, named("opens"));
        assertThat(failure(() -> fixture.trackers.update(1, named("tcplife"))).message())
                .contains("\"mine\" (1) is the package \"opens\"");
    }

    @Test
    void a_built_in_tracker_gives_way_to_its_own_kind_only() throws Exception {
        PackageSource opens = named("opens");
        byte[] jar = new NewPackage(TrackerPackages.parse(opens, ""), opens).jar(StartOptions.none());
        Bundle builtIn = fixture.framework.getBundleContext().installBundle("builtin:opens", new ByteArrayInputStream(jar));
        builtIn.start();
        Failure refused = failure(() -> fixture.trackers.update(1, source("opens", "engine_opens"), OWN));
        assertThat(refused.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(refused.message()).contains("is built in", "\"opens\"");
        assertThat(failure(() -> fixture.trackers.update(1, named("tcplife"))).message()).contains("\"tcplife\"");
        fixture.trackers.update(1, named("opens"), OWN);
        fixture.trackers.update(1, source("opens", "engine_opens"), UpdateOptions.keep().forced());
    }

    @Test
    void trackers_are_bounded() {
        for (int i = 0; i < 8; i++) {
            fixture.trackers.start(source("t" + i, "engine_opens"), OWN);
        }
        Failure failure = failure(() -> fixture.trackers.start(source("t8", "engine_opens"), OWN));
        assertThat(failure.kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertThat(failure.hint()).contains("eunomia.trackers.max");
    }

    private static Failure failure(ThrowingCallable action) {
        return catchThrowableOfType(TrackerException.class, action).failure();
    }

    private static PackageSource source(String name, String object) {
        return new PackageSource(name, object(object), "test");
    }

    /** A package that says what it is called. */
    private static PackageSource named(String name) {
        return new PackageSource("", ("{\"eunomia\":1,\"name\":\"" + name + "\",\"data\":\"" + base64("engine_opens")
                + "\"}").getBytes(StandardCharsets.UTF_8), "test");
    }

    private static String base64(String object) {
        return Base64.getEncoder().encodeToString(object(object));
    }

    private static byte[] object(String name) {
        try (InputStream in = ManagedTrackersTest.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
