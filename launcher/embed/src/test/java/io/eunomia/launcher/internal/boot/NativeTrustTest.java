package io.eunomia.launcher.internal.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeTrustTest {
    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        System.clearProperty("eunomia.libbpf");
        System.clearProperty("eunomia.libbpf.directory");
    }

    @Test
    void a_library_that_others_may_write_is_not_loaded() throws IOException {
        Path library = Files.writeString(folder.resolve("libbpf.so"), "");
        assertThat(NativeTrust.distrust(library.toString())).isEmpty();
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThat(NativeTrust.distrust(library.toString()).orElseThrow().problem()).contains("may be written by the group");
        assertThat(NativeTrust.distrust("")).isEmpty();
        assertThat(NativeTrust.distrust("system")).isEmpty();

        System.setProperty("eunomia.libbpf", library.toString());
        assertThatExceptionOfType(BootException.class).isThrownBy(NativeTrust::requireTrusted)
                .withMessageContainingAll("runs code in this process", "chmod g-w");
    }

    @Test
    void neither_is_one_from_a_folder_that_others_may_write() throws IOException {
        System.setProperty("eunomia.libbpf.directory", folder.resolve("native").toString());
        NativeTrust.requireTrusted();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatExceptionOfType(BootException.class).isThrownBy(NativeTrust::requireTrusted)
                .withMessageContainingAll("may be written by everybody", "runs code in this process");
    }
}
