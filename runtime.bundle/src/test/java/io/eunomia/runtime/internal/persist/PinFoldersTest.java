package io.eunomia.runtime.internal.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The folders of pins, in a BPF file system of the test's own. */
@Tag("kernel")
@Timeout(60)
class PinFoldersTest {
    private static final String ID = "0123456789abcdef";

    @TempDir
    private Path folder;
    private Path state;
    private BpfMount mount;
    private PinFolders folders;

    @BeforeEach
    void mount() throws IOException {
        folder = folder.toRealPath();
        state = Files.createDirectory(folder.resolve("state"));
        mount = BpfMount.at(Files.createDirectory(folder.resolve("bpf")));
        folders = new PinFolders(mount.place().resolve("eunomia"));
    }

    @AfterEach
    void unmount() {
        mount.close();
    }

    @Test
    void every_level_is_for_the_owner_alone_and_the_link_names_the_state_folder() throws IOException {
        Path own = folders.create(ID, state);
        Path maps = folders.child(folders.tracker(ID, 4).resolve("maps"));
        assertThat(own).isEqualTo(folders.root().resolve(ID));
        assertThat(maps).isEqualTo(own.resolve("4/maps"));
        for (Path level = maps; !level.equals(mount.place()); level = level.getParent()) {
            assertThat(Files.readAttributes(level, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS)).as(level.toString())
                    .isEqualTo(Map.of("uid", 0, "mode", 0040700));
        }
        assertThat(own.resolve("state")).isSymbolicLink();
        assertThat(Files.readSymbolicLink(own.resolve("state"))).isEqualTo(state);
        assertThat(folders.create(ID, state)).as("made again").isEqualTo(own);
        assertThat(folders.children(own)).extracting(path -> path.getFileName().toString()).containsExactly("4", "state");
        assertThat(folders.children(folders.tracker(ID, 5))).isEmpty();
    }

    @Test
    void without_the_file_system_the_mount_is_offered() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Failure failure = failure(() -> new PinFolders(plain.resolve("eunomia")).create(ID, state));
        assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
        assertThat(failure.message()).contains(plain.toString(), "no BPF file system");
        assertThat(failure.hint()).isEqualTo("mount -t bpf bpf " + plain);
        String remedy = "mount -t bpf bpf " + plain + "  # was refused: EPERM";
        assertThat(failure(() -> new PinFolders(plain.resolve("eunomia"), () -> List.of("mount -t tracefs", remedy))
                .create(ID, state)).hint()).isEqualTo(remedy);
        assertThat(plain).as("nothing is made").isEmptyDirectory();
    }

    @Test
    void a_file_system_that_may_be_mounted_is() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        AtomicReference<BpfMount> mounted = new AtomicReference<>();
        try {
            assertThat(new PinFolders(plain.resolve("eunomia"), () -> {
                mounted.set(BpfMount.at(plain));
                return List.of();
            }).create(ID, state)).isDirectory();
        } finally {
            mounted.get().close();
        }
    }

    @Test
    void a_read_only_one_is_told_with_what_a_unit_needs() {
        mount.remount("ro");
        Failure failure = failure(() -> folders.create(ID, state));
        assertThat(failure.kind()).isEqualTo(FailureKind.NOT_PERMITTED);
        assertThat(failure.message()).contains(folders.root().toString(), "Read-only file system");
        assertThat(failure.hint()).contains("ReadWritePaths=");
    }

    /** The file system has no quota that a test could use up, so what the kernel says then is made up. */
    @Test
    void a_full_one_is_told_with_what_makes_room() {
        for (String reason : List.of("No space left on device", "Cannot allocate memory", "Disk quota exceeded")) {
            Failure failure = PinFailure.of("made", state, new FileSystemException(state.toString(), null, reason)).failure();
            assertThat(failure.kind()).isEqualTo(FailureKind.EXHAUSTED);
            assertThat(failure.message()).contains(state.toString(), reason);
            assertThat(failure.hint()).contains("eunomia unpin --orphans");
        }
    }

    @Test
    void what_somebody_else_could_change_is_refused() throws IOException {
        Path root = folders.root();
        for (Path level : List.of(root, root.resolve(ID), folders.tracker(ID, 1))) {
            folders.child(folders.tracker(ID, 1));
            Files.setAttribute(level, "unix:uid", 12345);
            refused(level, "belongs to the user 12345");
            Files.setAttribute(level, "unix:uid", 0);
            for (String mode : List.of("rwxr-x---", "rwx-----x", "rwxrwxrwx")) {
                Files.setPosixFilePermissions(level, PosixFilePermissions.fromString(mode));
                refused(level, "is open to other users");
            }
            Files.setPosixFilePermissions(level, PosixFilePermissions.fromString("rwx------"));
            folders.remove(level);
            Path target = Files.createDirectory(mount.place().resolve("elsewhere"));
            Files.createSymbolicLink(level, target);
            refused(level, "is a symbolic link");
            assertThat(target).isEmptyDirectory();
            Files.delete(level);
            Files.delete(target);
        }
        Files.setPosixFilePermissions(mount.place(), PosixFilePermissions.fromString("rwxrwxrwx"));
        refused(mount.place(), "may be written by everybody");
    }

    private void refused(Path level, String problem) {
        Failure failure = failure(() -> folders.child(folders.tracker(ID, 1)));
        assertThat(failure.kind()).isEqualTo(FailureKind.NOT_PERMITTED);
        assertThat(failure.message()).contains(level + " " + problem);
        assertThat(failure.hint()).contains(level.toString());
    }

    @Test
    void a_state_folder_that_moved_is_named_anew_and_a_copy_is_refused() throws IOException {
        String id = StateId.of(state);
        Path link = folders.create(id, state).resolve("state");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(state.resolve("id"), copy.resolve("id"));
        Failure failure = failure(() -> folders.create(id, copy));
        assertThat(failure.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(failure.message()).contains(state.toString(), copy.toString());
        assertThat(failure.hint()).contains(copy.resolve("id").toString());
        assertThat(Files.readSymbolicLink(link)).isEqualTo(state);
        Path moved = Files.move(state, folder.resolve("moved"));
        folders.create(id, moved);
        assertThat(Files.readSymbolicLink(link)).isEqualTo(moved);
        Path other = Files.createSymbolicLink(folder.resolve("by another name"), moved);
        folders.create(id, other);
        assertThat(Files.readSymbolicLink(link)).isEqualTo(moved);
    }

    @Test
    void removal_takes_all_levels_and_follows_no_link() throws IOException {
        Path own = folders.create(ID, state);
        Path kept = Files.writeString(state.resolve("kept"), "x");
        Path beside = folders.child(folders.tracker(ID, 2));
        Path tracker = folders.child(folders.tracker(ID, 1).resolve("a/b/c"));
        Files.createSymbolicLink(tracker.resolve("to_state"), state);
        Files.createSymbolicLink(tracker.resolve("to_other"), beside);
        assertThat(folders.remove(folders.tracker(ID, 1))).as("no pins").isEmpty();
        assertThat(folders.children(own)).containsExactly(beside, own.resolve("state"));
        assertThat(folders.remove(folders.tracker(ID, 1))).as("nothing there").isEmpty();
        folders.remove(own);
        assertThat(own).doesNotExist();
        assertThat(kept).hasContent("x");
    }

    @Test
    void removal_never_leaves_the_root() throws IOException {
        folders.create(ID, state);
        Path outside = Files.createDirectories(mount.place().resolve("outside/1"));
        Path root = folders.root();
        for (Path wrong : List.of(mount.place(), outside, root.resolve("../outside"), root.resolve(ID + "/../../outside"),
                Path.of("eunomia"), mount.place().resolve("eunomia2"))) {
            assertThatThrownBy(() -> folders.remove(wrong)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not below");
        }
        Files.createSymbolicLink(root.resolve("fedcba9876543210"), outside.getParent());
        assertThat(failure(() -> folders.remove(root.resolve("fedcba9876543210/1"))).message()).contains("is no folder");
        assertThat(failure(() -> folders.remove(root.resolve("fedcba9876543210"))).message()).contains("is no folder");
        BpfMount inside = BpfMount.at(folders.child(folders.tracker(ID, 1)));
        try {
            Files.createDirectory(inside.place().resolve("foreign"));
            assertThat(failure(() -> folders.remove(root.resolve(ID))).message()).contains("is another file system");
            assertThat(inside.place().resolve("foreign")).isDirectory();
        } finally {
            inside.close();
        }
        assertThat(outside).isDirectory();
    }

    @Test
    void tidying_leaves_nothing_unless_something_is_pinned() {
        folders.tidy(ID);
        folders.create(ID, state);
        folders.child(folders.tracker(ID, 1));
        folders.tidy(ID);
        assertThat(folders.tracker(ID, 1)).isDirectory();
        folders.remove(folders.tracker(ID, 1));
        Path other = folders.child(folders.root().resolve("fedcba9876543210"));
        folders.tidy(ID);
        assertThat(folders.children(folders.root())).containsExactly(other);
        folders.tidy("fedcba9876543210");
        assertThat(folders.root()).doesNotExist();
    }

    @Test
    void names_that_are_no_ids_are_refused() {
        for (String wrong : Set.of("", "..", "0123456789ABCDEF", "0123456789abcdef0", "0123456789abcde/")) {
            assertThatThrownBy(() -> folders.tracker(wrong, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Failure failure(ThrowingCallable action) {
        return catchThrowableOfType(TrackerException.class, action).failure();
    }
}
