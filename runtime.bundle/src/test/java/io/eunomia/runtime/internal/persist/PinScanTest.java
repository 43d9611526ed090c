package io.eunomia.runtime.internal.persist;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.runtime.PinnedTrackers;
import io.eunomia.runtime.PinnedTrackers.Folder;
import io.eunomia.runtime.PinnedTrackers.PinnedTracker;
import io.eunomia.runtime.PinnedTrackers.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose the folders of pins are, and real pins in them. */
@Tag("kernel")
class PinScanTest {
    private static final Path BPF = Path.of("/sys/fs/bpf");
    private static final List<String> PINNED = List.of("eunomia_test_ring", "eunomia_test_hash");

    @TempDir
    private Path folder;
    private LibbpfLibrary library;
    private PinFolders folders;

    @BeforeEach
    void load() throws IOException {
        folder = folder.toRealPath();
        library = LibbpfLibrary.load();
        library.libbpf().probes().mountMissingFileSystems();
        folders = new PinFolders(BPF.resolve("eunomia_test_" + ProcessHandle.current().pid()));
        clean();
    }

    @AfterEach
    void unload() throws IOException {
        clean();
        folders.remove(folders.root());
        library.close();
    }

    private static void clean() throws IOException {
        for (String name : PINNED) {
            Files.deleteIfExists(BPF.resolve(name));
        }
    }

    private Path state(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    /** Pins two maps in a tracker's folder. */
    private void pin(Path tracker) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/bpf/pinned.bpf.o");
                BpfObject object = library.libbpf().open("pinned", in.readAllBytes()).load()) {
            assertThat(object.maps()).isNotEmpty();
            for (String name : PINNED) {
                Files.move(BPF.resolve(name), folders.child(tracker.resolve("maps")).resolve(name));
            }
        }
    }

    private static Folder named(List<Folder> found, String name) {
        return found.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void a_folder_tells_its_trackers_their_pins_and_since_when() throws IOException {
        Path state = state("state");
        String id = StateId.of(state);
        Instant before = Instant.now().minusMillis(100);
        folders.create(id, state);
        pin(folders.tracker(id, 12));
        folders.child(folders.tracker(id, 7));
        Folder found = folders.found().get(0);
        assertThat(folders.found()).hasSize(1);
        assertThat(found.name()).isEqualTo(id);
        assertThat(found.standing()).isEqualTo(Standing.OWNED);
        assertThat(found.state()).contains(state);
        assertThat(found.trackers()).extracting(PinnedTracker::name).containsExactly("7", "12");
        assertThat(found.trackers().get(1).pins()).extracting(path -> path.getFileName().toString())
                .containsExactly("eunomia_test_hash", "eunomia_test_ring");
        assertThat(found.since().orElseThrow()).isBetween(before, Instant.now());
        Instant old = Instant.parse("2026-01-02T03:04:05Z");
        Files.setLastModifiedTime(found.trackers().get(1).pins().get(0), FileTime.from(old));
        assertThat(folders.found().get(0).since()).contains(old);
    }

    @Test
    void whose_state_folder_is_gone_or_another_is_an_orphan() throws IOException {
        Path kept = state("kept");
        Path lost = state("lost");
        Path anew = state("anew");
        for (Path state : List.of(kept, lost, anew)) {
            folders.create(StateId.of(state), state);
        }
        String lostId = StateId.of(lost);
        String formerId = StateId.of(anew);
        Files.delete(lost.resolve("id"));
        Files.delete(lost);
        Files.delete(anew.resolve("id"));
        folders.child(folders.root().resolve("00000000000000aa"));
        folders.child(folders.root().resolve("strange"));
        List<Folder> found = folders.found();
        assertThat(found).hasSize(5);
        assertThat(named(found, StateId.of(kept)).standing()).isEqualTo(Standing.OWNED);
        assertThat(named(found, lostId)).satisfies(one -> assertThat(one.standing()).isEqualTo(Standing.ORPHAN))
                .satisfies(one -> assertThat(one.state()).contains(lost));
        assertThat(named(found, formerId).standing()).as("no id at all").isEqualTo(Standing.ORPHAN);
        assertThat(StateId.of(anew)).isNotEqualTo(formerId);
        assertThat(named(folders.found(), formerId).standing()).as("another id").isEqualTo(Standing.ORPHAN);
        assertThat(named(found, "00000000000000aa")).as("cut short before it was named")
                .satisfies(one -> assertThat(one.standing()).isEqualTo(Standing.ORPHAN))
                .satisfies(one -> assertThat(one.since()).isEmpty());
        assertThat(named(found, "strange").standing()).isEqualTo(Standing.FOREIGN);
        Files.setAttribute(folders.root().resolve("00000000000000aa"), "unix:uid", 12345);
        assertThat(named(folders.found(), "00000000000000aa").standing()).isEqualTo(Standing.FOREIGN);
        assertThat(folders.found(state -> Optional.of(lostId))).filteredOn(one -> one.standing() == Standing.OWNED)
                .as("asked of whoever knows").isEmpty();
    }

    @Test
    void without_a_root_nothing_is_found() {
        assertThat(folders.found()).isEmpty();
        assertThat(new PinFolders(folder.resolve("not/there")).found()).isEmpty();
    }

    @Test
    void a_removal_frees_the_maps_and_leaves_nothing_behind() throws IOException {
        Libbpf libbpf = library.libbpf();
        PinnedTrackers pinned = new PinnedTrackersComponent(libbpf, folders);
        Path state = state("state");
        String id = StateId.of(state);
        folders.create(id, state);
        pin(folders.tracker(id, 1));
        Folder found = pinned.folders().get(0);
        List<Path> pins = found.trackers().get(0).pins();
        assertThat(libbpf.pinnedMap(pins.get(0))).isPresent();
        assertThat(pinned.remove(found)).containsExactlyInAnyOrderElementsOf(pins);
        assertThat(libbpf.pinnedMap(pins.get(0))).isEmpty();
        assertThat(folders.root()).doesNotExist();
        assertThat(state.resolve("id")).exists();
    }
}
