package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.Origin;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.UpdateOptions;
import io.eunomia.runtime.internal.bundle.BundleCopy;
import io.eunomia.runtime.internal.bundle.NewPackage;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.store.PackageDigest;
import io.eunomia.runtime.internal.store.StateFile;
import io.eunomia.runtime.internal.store.TrackerRecord;
import io.eunomia.runtime.internal.store.TrackerStore;
import io.eunomia.testkit.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What a kill can leave in the state folder, made by hand, and what the next start makes of it. */
@Tag("kernel")
class ReconcilerTest {
    @TempDir
    private Path state;
    private FrameworkFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new FrameworkFixture(state);
        fixture.trackers.start(new PackageSource("opens", object("engine_opens"), "test"), StartOptions.none());
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    private void restart() throws Exception {
        fixture = new FrameworkFixture(state);
    }

    @Test
    void an_update_that_was_cut_short_while_the_framework_wrote_it_has_not_happened() throws Exception {
        stop();
        cutShort();
        restart();
        assertThat(trackers()).containsExactly("1 opens RUNNING");
        assertThat(version()).isEqualTo("engine_opens");
    }

    @Test
    void a_tracker_that_was_stopped_stays_so_when_it_comes_from_its_copy() throws Exception {
        fixture.trackers.stop(1);
        stop();
        cutShort();
        restart();
        assertThat(trackers()).containsExactly("1 opens STOPPED");
        fixture.trackers.start(1);
        assertThat(trackers()).containsExactly("1 opens RUNNING");
    }

    @Test
    void the_copy_is_of_the_last_version_whoever_updated_it() throws Exception {
        fixture.trackers.update(1, new PackageSource("opens", object("engine_opens_2"), "test"));
        byte[] second = BundleCopy.of(bundle());
        stop();
        cutShort();
        restart();
        assertThat(version()).isEqualTo("engine_opens_2");

        fixture.trackers.update(1, new PackageSource("opens", object("engine_opens"), "test"));
        bundle().update(new ByteArrayInputStream(second));
        stop();
        cutShort();
        restart();
        assertThat(version()).isEqualTo("engine_opens_2");
    }

    /** Killed between the framework's new version and the store's: nobody was told of the new one. */
    @Test
    void an_update_that_was_cut_short_after_the_framework_had_it_has_not_happened() throws Exception {
        byte[] before = Files.readAllBytes(state.resolve("trackers.json"));
        byte[] first = object("engine_opens");
        fixture.trackers.update(1, new PackageSource("opens", object("engine_opens_2"), "test"));
        stop();
        Files.write(state.resolve("trackers.json"), before);
        Files.delete(state.resolve("trackers.json.copy"));
        restart();
        assertThat(trackers()).containsExactly("1 opens RUNNING");
        assertThat(version()).isEqualTo("engine_opens");
        assertThat(state.resolve("packages").toFile().list()).containsExactly(PackageDigest.of(first));
    }

    @Test
    void an_installation_that_was_cut_short_has_not_happened() throws Exception {
        stop();
        new StateFile(state.resolve("trackers.json")).write(Map.of("format", 3, "next", 1, "trackers", List.of()));
        restart();
        assertThat(trackers()).isEmpty();
        assertThat(fixture.framework.getBundleContext().getBundle(TrackerPackages.location("opens"))).isNull();
        assertThat(state.resolve("packages")).isEmptyDirectory();
    }

    /** The very first one of a state folder: there is a list of trackers already, which is empty. */
    @Test
    void the_list_is_there_before_the_first_bundle() throws Exception {
        Path fresh = Files.createDirectory(state.resolve("fresh"));
        TrackerStore store = new TrackerStore(fresh.resolve("trackers.json"));
        assertThat(fresh).isEmptyDirectory();
        store.begin(TrackerRecord.of(TrackerPackages.location("opens"), "opens", Origin.HTTP, "test", StartOptions.none()));
        TrackerStore again = new TrackerStore(fresh.resolve("trackers.json"));
        again.expectTrackers();
        assertThat(again.lost()).isFalse();
        assertThat(again.records()).isEmpty();
    }

    @Test
    void a_package_that_is_gone_is_made_anew() throws Exception {
        stop();
        Files.delete(only(state.resolve("packages")));
        restart();
        assertThat(trackers()).containsExactly("1 opens RUNNING");
        assertThat(only(state.resolve("packages"))).isNotEmptyFile();
    }

    @Test
    void a_damaged_package_is_made_anew_of_the_bundle() throws Exception {
        for (int i = 0; i < 2; i++) {
            stop();
            Path kept = only(state.resolve("packages"));
            byte[] content = Files.readAllBytes(kept);
            content[content.length / 2] ^= 4;
            Files.write(kept, content);
            restart();
            assertThat(trackers()).containsExactly("1 opens RUNNING");
            assertThat(version()).isEqualTo("engine_opens");
            assertThat(only(state.resolve("packages")).getFileName()).hasToString(
                    fixture.trackers.tracker(1).history().get(0).sha256());
        }
    }

    @Test
    void the_frameworks_store_may_be_thrown_away() throws Exception {
        fixture.trackers.update(1, new PackageSource("opens", object("engine_opens_2"), "test"));
        fixture.trackers.start(new PackageSource("second", object("engine_opens"), "test"), StartOptions.none());
        fixture.trackers.stop(2);
        stop();
        try (Stream<Path> files = Files.walk(state.resolve("bundles"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        restart();
        assertThat(trackers()).containsExactly("1 opens RUNNING", "2 second STOPPED");
        assertThat(version()).isEqualTo("engine_opens_2");
        assertThat(fixture.trackers.rollback(1, "", UpdateOptions.keep()).lost()).isZero();
        assertThat(version()).isEqualTo("engine_opens");
    }

    /** As the administrator's felix:install does it: such a bundle is his, and so is its content. */
    @Test
    void bundles_that_others_installed_stay() throws Exception {
        PackageSource own = new PackageSource("own", object("engine_opens_2"), "");
        byte[] jar = new NewPackage(TrackerPackages.parse(own, "own"), own).jar(StartOptions.none());
        Bundle installed = fixture.framework.getBundleContext().installBundle("file:/opt/own.jar", new ByteArrayInputStream(jar));
        installed.start();
        assertThat(fixture.trackers.tracker(2).origin()).isEqualTo(Origin.bundle("file:/opt/own.jar"));
        assertThat(fixture.trackers.tracker(2).history()).isEmpty();
        for (int i = 0; i < 2; i++) {
            stop();
            restart();
            assertThat(trackers()).containsExactly("1 opens RUNNING", "2 own RUNNING");
        }
    }

    @Test
    void nothing_is_left_of_a_tracker_that_was_removed() throws Exception {
        fixture.trackers.uninstall(1);
        assertThat(state.resolve("packages")).isEmptyDirectory();
        stop();
        restart();
        assertThat(trackers()).isEmpty();
    }

    /** The framework stops a bundle for good before it removes it: killed between the two, it would only be stopped. */
    @Test
    void a_removal_that_was_begun_is_finished() throws Exception {
        fixture.trackers.stop(1);
        stop();
        new TrackerStore(state.resolve("trackers.json")).mark(TrackerPackages.location("opens"), TrackerRecord.Mark.REMOVING);
        restart();
        assertThat(trackers()).isEmpty();
        assertThat(fixture.framework.getBundleContext().getBundle(TrackerPackages.location("opens"))).isNull();
        assertThat(state.resolve("packages")).isEmptyDirectory();
    }

    @Test
    void what_somebody_wanted_counts_and_not_what_the_framework_has_noted() throws Exception {
        stop();
        new TrackerStore(state.resolve("trackers.json")).stopped(TrackerPackages.location("opens"), true);
        restart();
        assertThat(trackers()).containsExactly("1 opens STOPPED");
        stop();
        new TrackerStore(state.resolve("trackers.json")).stopped(TrackerPackages.location("opens"), false);
        restart();
        assertThat(trackers()).containsExactly("1 opens RUNNING");
    }

    @Test
    void a_changed_bit_in_the_frameworks_store_does_not_change_the_program() throws Exception {
        stop();
        try (Stream<Path> files = Files.walk(state.resolve("bundles"))) {
            Path jar = files.filter(file -> file.endsWith("bundle.jar"))
                    .filter(file -> file.toFile().length() > 2000).findFirst().orElseThrow();
            byte[] content = Files.readAllBytes(jar);
            content[content.length / 2] ^= 1;
            Files.write(jar, content);
        }
        restart();
        assertThat(trackers()).containsExactly("1 opens RUNNING");
        assertThat(version()).isEqualTo("engine_opens");
    }

    @Test
    void without_the_store_nothing_runs_until_it_is_started_anew() throws Exception {
        stop();
        for (String name : List.of("trackers.json", "trackers.json.copy")) {
            Files.writeString(state.resolve(name), "{}");
        }
        requireNothingRunsUntilItIsStarted();
    }

    @Test
    void nothing_runs_either_when_the_store_was_deleted() throws Exception {
        stop();
        for (String name : List.of("trackers.json", "trackers.json.copy")) {
            Files.delete(state.resolve(name));
        }
        requireNothingRunsUntilItIsStarted();
    }

    private void requireNothingRunsUntilItIsStarted() throws Exception {
        restart();
        assertThat(trackers()).containsExactly("1 opens STOPPED");
        assertThat(fixture.trackers.tracker(1).failure().orElseThrow().message()).contains("were lost");
        stop();
        restart();
        assertThat(trackers()).containsExactly("1 opens STOPPED");
        fixture.trackers.start(1);
        stop();
        restart();
        assertThat(trackers()).containsExactly("1 opens RUNNING");
    }

    @Test
    void one_damaged_state_file_of_two_costs_nothing() throws Exception {
        for (String name : List.of("trackers.json", "trackers.json.copy", "trackers.json")) {
            stop();
            byte[] content = Files.readAllBytes(state.resolve(name));
            content[content.length / 3] ^= 8;
            Files.write(state.resolve(name), content);
            restart();
            assertThat(trackers()).as(name).containsExactly("1 opens RUNNING");
        }
    }

    @Test
    void what_the_framework_notes_of_a_bundle_may_be_damaged_in_any_line() throws Exception {
        long lines = Files.readString(note()).lines().count();
        // The first is the bundle's id, of which the launcher takes care.
        for (int i = 1; i < lines; i++) {
            stop();
            Path note = note();
            List<String> damaged = new ArrayList<>(Files.readAllLines(note));
            char[] line = damaged.get(i).toCharArray();
            line[line.length / 2] = (char) (line[line.length / 2] ^ 2);
            damaged.set(i, new String(line));
            Files.write(note, damaged);
            restart();
            Await.until("the tracker to run", () -> trackers().equals(List.of("1 opens RUNNING")));
            assertThat(trackers()).as("line %d of %s", i, damaged).containsExactly("1 opens RUNNING");
        }
    }

    /** The framework starts bundles whose level was changed on a thread of its own. */
    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private Path note() throws IOException {
        try (Stream<Path> files = Files.walk(state.resolve("bundles"))) {
            return files.filter(file -> file.endsWith("bundle.info")).max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow();
        }
    }

    /** The framework writes a new version beside the old one, and takes the newest for the bundle, whole or not. */
    private void cutShort() throws IOException {
        try (Stream<Path> files = Files.walk(state.resolve("bundles"))) {
            Path jar = files.filter(file -> file.endsWith("bundle.jar")).max(Path::compareTo).orElseThrow();
            Path next = jar.getParent().resolveSibling("version9.9");
            Files.createDirectory(next);
            Files.copy(jar.resolveSibling("revision.location"), next.resolve("revision.location"));
            byte[] whole = Files.readAllBytes(jar);
            Files.write(next.resolve("bundle.jar"), Arrays.copyOf(whole, whole.length / 2));
        }
    }

    private List<String> trackers() {
        return fixture.trackers.trackers().stream().map(t -> t.id() + " " + t.name() + " " + t.state()).toList();
    }

    private String version() {
        byte[] held = TrackerPackages.read(bundle()).object();
        return Stream.of("engine_opens", "engine_opens_2").filter(name -> Arrays.equals(object(name), held)).findFirst()
                .orElse("neither");
    }

    private Bundle bundle() {
        return fixture.framework.getBundleContext().getBundle(fixture.trackers.tracker(1).bundleId());
    }

    private static byte[] object(String name) {
        try (InputStream in = ReconcilerTest.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
