package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateOptions;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.internal.bundle.TrackerBundleWriter;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.store.PackageDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a tracker is, what it had, and what becomes of it when two want its name. */
@Tag("kernel")
class OwnersTest {
    private static final Origin CONFIGURED = Origin.configured("opens");

    @TempDir
    private Path state;
    @TempDir
    private Path home;
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
    void a_name_is_its_owners_for_every_pair_of_origins() {
        List<Origin> origins = List.of(Origin.HTTP, Origin.SHELL, Origin.EMBEDDED, CONFIGURED, Origin.configured("other"),
                Origin.watched(Path.of("/a.json")), Origin.watched(Path.of("/b.json")));
        for (Origin owner : origins) {
            Tracker tracker = fixture.trackers.start(source("engine_opens").ownedBy(owner), StartOptions.none());
            fixture.trackers.stop(tracker.id());
            for (Origin other : origins) {
                if (!other.equals(owner)) {
                    Failure failure = failure(() -> fixture.trackers.start(source("engine_opens_2").ownedBy(other),
                            StartOptions.none()));
                    assertThat(failure.kind()).isEqualTo(FailureKind.CONFLICT);
                    assertThat(failure.message()).contains("\"opens\" exists already, as " + tracker.id(), "belongs to " + owner);
                    assertThat(failure.hint()).contains("--adopt");
                }
            }
            assertThat(fixture.trackers.start(source("engine_opens").ownedBy(owner), StartOptions.none()).id())
                    .as("its own").isEqualTo(tracker.id());
            fixture.trackers.uninstall(tracker.id());
        }
    }

    @Test
    void who_adopts_gets_a_running_tracker_by_a_hot_update_and_a_stopped_one_by_a_start() throws Exception {
        fixture.trackers.start(source("engine_opens").ownedBy(Origin.HTTP), StartOptions.none());
        Tracker adopted = fixture.trackers.start(source("engine_opens_2").ownedBy(CONFIGURED).adopting(true),
                StartOptions.none());
        assertThat(adopted.id()).isEqualTo(1);
        assertThat(adopted.origin()).isEqualTo(CONFIGURED);
        assertThat(adopted.updates()).hasSize(1);
        assertThat(adopted.declared()).isEqualTo(PackageDigest.of(object("engine_opens_2")));
        fixture.trackers.stop(1);
        fixture.trackers.start(source("engine_opens").ownedBy(Origin.SHELL).adopting(true), StartOptions.none());
        stop();
        start();
        assertThat(only().origin()).isEqualTo(Origin.SHELL);
        assertThat(only().state()).isEqualTo(TrackerState.RUNNING);
        assertThat(digests()).containsExactly(PackageDigest.of(object("engine_opens")),
                PackageDigest.of(object("engine_opens_2")));
    }

    @Test
    void a_rollback_is_a_hot_update_and_twice_is_none() throws Exception {
        fixture.trackers.start(source("engine_opens"), StartOptions.none());
        assertThat(failure(() -> fixture.trackers.rollback(1, "", UpdateOptions.keep())).message()).contains("no earlier package");
        fixture.trackers.update(1, source("engine_opens_2"));
        String first = PackageDigest.of(object("engine_opens"));
        String second = PackageDigest.of(object("engine_opens_2"));
        UpdateReceipt receipt = fixture.trackers.rollback(1, "", UpdateOptions.keep());
        assertThat(receipt.mode()).isNotEqualTo(UpdateReceipt.Mode.STOPPED);
        assertThat(receipt.lost()).isZero();
        assertThat(digests()).containsExactly(first, second);
        stop();
        start();
        assertThat(digests()).containsExactly(first, second);
        fixture.trackers.rollback(1, second.substring(0, 8).toUpperCase(java.util.Locale.ROOT), UpdateOptions.keep());
        assertThat(digests()).containsExactly(second, first);
        assertThat(failure(() -> fixture.trackers.rollback(1, second, UpdateOptions.keep())).message()).contains("already");
        Failure unknown = failure(() -> fixture.trackers.rollback(1, "zz", UpdateOptions.keep()));
        assertThat(unknown.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(unknown.hint()).contains(first.substring(0, 12), second.substring(0, 12));
        assertThat(only().failedUpdate()).as("nothing was tried").isEmpty();
        fixture.trackers.stop(1);
        assertThat(fixture.trackers.rollback(1, "", UpdateOptions.keep()).mode()).isEqualTo(UpdateReceipt.Mode.STOPPED);
        assertThat(only().state()).isEqualTo(TrackerState.STOPPED);
        assertThat(digests()).containsExactly(first, second);
    }

    @Test
    void a_package_that_was_damaged_meanwhile_is_not_rolled_back_to() throws Exception {
        fixture.trackers.start(source("engine_opens"), StartOptions.none());
        fixture.trackers.update(1, source("engine_opens_2"));
        Files.write(state.resolve("packages").resolve(PackageDigest.of(object("engine_opens"))), new byte[] {1});
        Failure failure = failure(() -> fixture.trackers.rollback(1, "", UpdateOptions.keep()));
        assertThat(failure.kind()).isEqualTo(FailureKind.STORAGE);
        assertThat(only().state()).isEqualTo(TrackerState.RUNNING);
        assertThat(digests().get(0)).isEqualTo(PackageDigest.of(object("engine_opens_2")));
    }

    /** A folder in the place of the file to be written stands for a disk that takes nothing more. */
    @Test
    void an_update_that_cannot_be_remembered_is_taken_back() throws Exception {
        fixture.trackers.start(source("engine_opens"), StartOptions.none());
        Files.createDirectories(state.resolve("trackers.json.new/full"));
        assertThat(failure(() -> fixture.trackers.update(1, source("engine_opens_2"))).kind()).isEqualTo(FailureKind.STORAGE);
        assertThat(only().state()).isEqualTo(TrackerState.RUNNING);
        assertThat(digests()).containsExactly(PackageDigest.of(object("engine_opens")));
        byte[] held = TrackerPackages.read(fixture.framework.getBundleContext().getBundle(only().bundleId())).object();
        assertThat(held).isEqualTo(object("engine_opens"));
        assertThat(failure(() -> fixture.trackers.start(new PackageSource("second", object("engine_opens"), "test"),
                StartOptions.none())).kind()).isEqualTo(FailureKind.STORAGE);
        assertThat(only().name()).isEqualTo("opens");
        Files.delete(state.resolve("trackers.json.new/full"));
        Files.delete(state.resolve("trackers.json.new"));
        fixture.trackers.update(1, source("engine_opens_2"));
    }

    @Test
    void built_in_trackers_come_change_and_go_with_the_distribution() throws Exception {
        stop();
        Path jar = builtIn("engine_opens");
        restart(jar);
        assertThat(only().origin()).isEqualTo(Origin.builtIn("opens"));
        assertThat(only().state()).isEqualTo(TrackerState.RUNNING);
        fixture.trackers.stop(1);
        fixture.trackers.update(1, source("engine_opens_2"), UpdateOptions.keep().forced());
        fixture.close();
        restart(jar);
        assertThat(only().state()).isEqualTo(TrackerState.STOPPED);
        assertThat(digests().get(0)).as("what somebody updated stays").isEqualTo(PackageDigest.of(object("engine_opens_2")));
        fixture.close();
        builtIn("engine_opens_3");
        restart(jar);
        assertThat(only().id()).isEqualTo(1);
        assertThat(only().state()).isEqualTo(TrackerState.STOPPED);
        assertThat(digests()).as("until the distribution has a new one").hasSize(3).startsWith(PackageDigest.of(
                Files.readAllBytes(jar)));
        fixture.close();
        restart();
        assertThat(fixture.trackers.trackers()).isEmpty();
    }

    @Test
    void a_built_in_tracker_whose_name_is_taken_waits() throws Exception {
        fixture.trackers.start(source("engine_opens_2").ownedBy(Origin.HTTP), StartOptions.none());
        fixture.close();
        restart(builtIn("engine_opens"));
        assertThat(only().origin()).isEqualTo(Origin.HTTP);
        fixture.trackers.uninstall(1);
        fixture.close();
        restart(home.resolve("opens-0.1.0.jar"));
        assertThat(only().origin()).isEqualTo(Origin.builtIn("opens"));
    }

    private void restart(Path... jars) throws Exception {
        fixture = new FrameworkFixture(state, Optional.of(List.of(jars)), 1);
    }

    private Path builtIn(String object) throws IOException {
        return Files.write(home.resolve("opens-0.1.0.jar"), TrackerBundleWriter.write(TrackerPackages.parse(
                new PackageSource("opens", object(object), ""), "opens")));
    }

    private Tracker only() {
        assertThat(fixture.trackers.trackers()).hasSize(1);
        return fixture.trackers.trackers().get(0);
    }

    private List<String> digests() {
        return only().history().stream().map(KeptPackage::sha256).toList();
    }

    private static Failure failure(ThrowingCallable action) {
        return catchThrowableOfType(TrackerException.class, action).failure();
    }

    private static PackageSource source(String object) {
        return new PackageSource("opens", object(object), "test");
    }

    private static byte[] object(String name) {
        try (InputStream in = OwnersTest.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
