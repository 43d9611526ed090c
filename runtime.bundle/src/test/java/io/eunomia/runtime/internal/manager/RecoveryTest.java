package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.internal.bundle.BundleCopy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What a kill can leave in the state folder, made by hand, and what the next start makes of it. */
@Tag("kernel")
class RecoveryTest {
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

    /** Killed between the framework's new version and the copy's: the next cut must not bring back the one before. */
    @Test
    void a_copy_that_was_being_replaced_is_made_anew() throws Exception {
        Path copy = state.resolve("packages/opens.jar");
        byte[] first = Files.readAllBytes(copy);
        fixture.trackers.update(1, new PackageSource("opens", object("engine_opens_2"), "test"));
        stop();
        Files.move(copy, state.resolve("packages/opens.jar.next"));
        Files.write(copy, first);
        restart();
        assertThat(version()).isEqualTo("engine_opens_2");
        stop();
        cutShort();
        restart();
        assertThat(version()).isEqualTo("engine_opens_2");
    }

    @Test
    void an_installation_that_was_cut_short_has_not_happened() throws Exception {
        stop();
        Files.move(state.resolve("packages/opens.jar"), state.resolve("packages/opens.jar.next"));
        restart();
        assertThat(trackers()).isEmpty();
        assertThat(fixture.framework.getBundleContext().getBundle(TrackerPackages.location("opens"))).isNull();
        assertThat(state.resolve("packages")).isEmptyDirectory();
    }

    @Test
    void a_copy_that_is_gone_is_made_anew() throws Exception {
        stop();
        Files.delete(state.resolve("packages/opens.jar"));
        restart();
        assertThat(trackers()).containsExactly("1 opens RUNNING");
        assertThat(state.resolve("packages/opens.jar")).isNotEmptyFile();
    }

    @Test
    void trackers_of_a_time_without_copies_get_theirs() throws Exception {
        stop();
        Files.delete(state.resolve("packages/opens.jar"));
        Files.delete(state.resolve("packages"));
        restart();
        assertThat(trackers()).containsExactly("1 opens RUNNING");
        assertThat(state.resolve("packages/opens.jar")).exists();
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
        new TrackerStore(state.resolve("trackers.json")).mark(TrackerPackages.location("opens"), TrackerStore.Mark.REMOVING);
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
            line[line.length / 2] ^= 2;
            damaged.set(i, new String(line));
            Files.write(note, damaged);
            restart();
            awaitRunning();
            assertThat(trackers()).as("line %d of %s", i, damaged).containsExactly("1 opens RUNNING");
        }
    }

    /** The framework starts bundles whose level was changed on a thread of its own. */
    private void awaitRunning() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!trackers().equals(List.of("1 opens RUNNING")) && System.nanoTime() < end) {
            Thread.onSpinWait();
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
        try (InputStream in = RecoveryTest.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
