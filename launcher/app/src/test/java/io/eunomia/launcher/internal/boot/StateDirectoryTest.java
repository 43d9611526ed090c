package io.eunomia.launcher.internal.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    @Test
    void a_file_in_its_place_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatExceptionOfType(BootException.class).isThrownBy(() -> StateDirectory.open(file.resolve("state")))
                .withMessageContaining(file.toString()).withMessageNotContaining("--");
    }
}
