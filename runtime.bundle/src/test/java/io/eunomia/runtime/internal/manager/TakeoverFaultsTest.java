package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.internal.persist.PinFolders;
import io.eunomia.runtime.internal.persist.PinnedRun;
import io.eunomia.runtime.internal.persist.StateId;
import io.eunomia.runtime.internal.store.TrackerStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever became of pins or packages while no runtime ran: what is not as it was left is detached, and the tracker starts anew. */
@Tag("kernel")
class TakeoverFaultsTest {
    @TempDir
    private Path state;
    private FrameworkFixture fixture;
    private Path pins;

    private interface Change {
        void make() throws IOException;
    }

    @BeforeEach
    void begin() throws Exception {
        fixture = new FrameworkFixture(state);
        fixture.trackers.start(NumberedKinds.source("tracepoint", "update_kinds"), StartOptions.none()
                .withArguments(Map.of("target_pid", Long.toString(ProcessHandle.current().pid()))).withPersist(true));
        pins = PinFolders.DEFAULT_ROOT.resolve(StateId.of(state));
    }

    @AfterEach
    void end() throws Exception {
        if (fixture.trackers.find("tracepoint").isPresent()) {
            fixture.trackers.uninstall(1);
        }
        fixture.close();
        assertThat(pins).as("nothing is left in the kernel").doesNotExist();
    }

    @Test
    void what_is_as_it_was_left_is_taken_over() throws Exception {
        restartAfter(() -> { });
        assertThat(only().updates()).hasSize(1);
    }

    @Test
    void another_map_in_the_place_of_a_ring_is_not_read() throws Exception {
        restartAfter(() -> {
            Path ring = pin("/numbers");
            Files.delete(ring);
            try (LibbpfLibrary library = LibbpfLibrary.load();
                    InputStream object = getClass().getResourceAsStream("/bpf/update_kinds.bpf.o");
                    BpfObjectFile file = library.libbpf().open("other", object.readAllBytes())) {
                file.programs().forEach(program -> program.autoload(false));
                try (BpfObject loaded = file.load()) {
                    loaded.map("numbers").pin(ring);
                }
            }
        });
        assertStartedAnew();
    }

    @Test
    void a_link_that_is_gone_takes_all_with_it() throws Exception {
        restartAfter(() -> Files.delete(pin("/link")));
        assertStartedAnew();
    }

    @Test
    void a_slot_that_is_gone_takes_all_with_it() throws Exception {
        restartAfter(() -> {
            Files.delete(pin("/slot"));
            Files.delete(pin("/stub"));
        });
        assertThat(only().state()).isEqualTo(TrackerState.RUNNING);
    }

    @Test
    void a_run_of_a_package_that_is_not_kept_is_not_taken_over() throws Exception {
        restartAfter(() -> change(run -> Optional.of(run.with("0".repeat(64), run.objects()).ended(run.end()))));
        assertStartedAnew();
    }

    @Test
    void a_run_of_another_boot_is_not_taken_over() throws Exception {
        restartAfter(() -> change(run -> Optional.of(new PinnedRun("another", run.since(), run.sha256(), run.objects(), run.end()))));
        assertStartedAnew();
    }

    @Test
    void pins_that_the_store_does_not_know_are_removed() throws Exception {
        restartAfter(() -> change(run -> Optional.empty()));
        assertStartedAnew();
    }

    @Test
    void pins_that_others_can_change_are_neither_taken_over_nor_removed() throws Exception {
        restartAfter(() -> Files.setPosixFilePermissions(pins.resolve("1"), PosixFilePermissions.fromString("rwxrwxrwx")));
        assertThat(only().state()).isEqualTo(TrackerState.FAILED);
        assertThat(only().failure().orElseThrow().message()).contains("is open to other users");
        assertThat(pin("/link")).exists();
        Files.setPosixFilePermissions(pins.resolve("1"), PosixFilePermissions.fromString("rwx------"));
        fixture.trackers.start(1, only().options());
        assertThat(only().updates()).as("taken over").hasSize(1);
    }

    @Test
    void a_copy_of_a_state_folder_takes_nothing_over_while_the_other_one_is_there() throws Exception {
        fixture.close();
        Path copy = state.resolveSibling(state.getFileName() + "-copy");
        copy(state, copy);
        FrameworkFixture other = new FrameworkFixture(copy);
        try {
            assertThat(other.trackers.tracker(1).state()).isEqualTo(TrackerState.FAILED);
            assertThat(other.trackers.tracker(1).failure().orElseThrow().message()).contains("have the same id", "one is a copy");
        } finally {
            other.close();
        }
        fixture = new FrameworkFixture(state);
        assertThat(only().updates()).as("taken over").hasSize(1);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Files.copy(one, to.resolve(from.relativize(one).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void a_start_that_fails_leaves_no_folder() {
        assertThatThrownBy(() -> fixture.trackers.start(NumberedKinds.source("raw_tp", "update_kinds"), StartOptions.none()
                .withPersist(true).withExports(List.of(new ExportRequest("nobody", Map.of()))))).isInstanceOf(TrackerException.class)
                .hasMessageContaining("no export handler");
        assertThat(pins.resolve("1")).exists();
        assertThat(pins.resolve("2")).doesNotExist();
    }

    private void restartAfter(Change change) throws Exception {
        fixture.close();
        change.make();
        fixture = new FrameworkFixture(state);
    }

    private void assertStartedAnew() {
        assertThat(only().state()).isEqualTo(TrackerState.RUNNING);
        assertThat(only().updates()).isEmpty();
    }

    private Tracker only() {
        return fixture.trackers.tracker(1);
    }

    private Path pin(String end) throws IOException {
        try (Stream<Path> all = Files.walk(pins.resolve("1"))) {
            return all.filter(path -> path.toString().endsWith(end)).findFirst().orElseThrow();
        }
    }

    /** Changes what the store says of the run. */
    private void change(Function<PinnedRun, Optional<PinnedRun>> change) {
        TrackerStore store = new TrackerStore(state.resolve("trackers.json"));
        store.change(store.records().get(0).location(), record -> record.pinning(record.pinned().flatMap(change)));
    }
}
