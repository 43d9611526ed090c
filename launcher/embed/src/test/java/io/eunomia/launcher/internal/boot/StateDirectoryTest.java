package io.eunomia.launcher.internal.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void is_made_for_its_owner_only() throws IOException {
        Path path = folder.resolve("a/b");
        try (StateDirectory state = StateDirectory.open(path)) {
            assertThat(state.path()).isEqualTo(path);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rwx------");
        }
    }

    @Test
    void permissions_of_a_folder_that_exists_are_mended() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        StateDirectory.open(folder).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    }

    @Test
    void a_second_owner_is_told_who_the_first_is() {
        try (StateDirectory first = StateDirectory.open(folder)) {
            assertThatExceptionOfType(BootException.class).isThrownBy(() -> StateDirectory.open(first.path()))
                    .withMessageContaining("process id " + ProcessHandle.current().pid());
        }
        StateDirectory.open(folder).close();
    }

    /** The kernel drops a lock when its process closes the file once, also where it had opened it a second time. */
    @Test
    void the_first_owners_lock_survives_the_second_in_the_same_process() throws IOException {
        try (StateDirectory first = StateDirectory.open(folder)) {
            assertThatExceptionOfType(BootException.class).isThrownBy(() -> StateDirectory.open(first.path().resolve(".")));
            assertThat(isLocked(folder.resolve("lock"))).isTrue();
        }
        assertThat(isLocked(folder.resolve("lock"))).isFalse();
    }

    private static boolean isLocked(Path file) throws IOException {
        String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
        return Files.readAllLines(Path.of("/proc/locks")).stream().anyMatch(line -> line.contains(inode));
    }

    @Test
    void a_file_in_its_place_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatExceptionOfType(BootException.class).isThrownBy(() -> StateDirectory.open(file.resolve("state")))
                .withMessageContaining(file.toString()).withMessageNotContaining("--");
    }

    @Test
    void what_others_could_have_written_into_it_is_not_used() throws IOException {
        Path jar = Files.writeString(Files.createDirectories(folder.resolve("bundles/bundle1")).resolve("bundle.jar"), "");
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertRefused("bundle.jar may be written by everybody", "chmod -R go-w " + folder);
        assertThat(Files.getPosixFilePermissions(folder)).as("it is left as it was").hasSize(7);

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        StateDirectory.open(folder).close();
    }

    @Test
    void what_belongs_to_another_user_is_not_used_wherever_it_lies() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");
        Path jar = Files.writeString(Files.createDirectories(folder.resolve("bundles/bundle1")).resolve("bundle.jar"), "");
        for (Path path : List.of(jar, jar.getParent(), folder.resolve("bundles"))) {
            Files.setAttribute(path, "unix:uid", 65534);
            assertRefused(path + " belongs to the user", "chown -hR");
            Files.setAttribute(path, "unix:uid", 0);
        }
        Path link = Files.createSymbolicLink(folder.resolve("trackers"), jar.getParent());
        StateDirectory.open(folder).close();
        Files.setAttribute(link, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
        assertRefused("trackers belongs to the user", "chown -hR");
    }

    private void assertRefused(String problem, String remedy) {
        assertThatExceptionOfType(StateFolderException.class).isThrownBy(() -> StateDirectory.open(folder))
                .withMessageContainingAll(problem, remedy);
    }
}
