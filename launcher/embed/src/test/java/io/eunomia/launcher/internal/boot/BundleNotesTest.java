package io.eunomia.launcher.internal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleNotesTest {
    @TempDir
    private Path storage;

    @Test
    void the_id_of_a_damaged_note_is_that_of_its_folder() throws IOException {
        Path damaged = note("bundle12", "10\nlocation\n32\n");
        Path broken = note("bundle13", "\u00ff3\nlocati\u00f6n\n32\n");
        Path whole = note("bundle10", "10\nother\n32\n");
        Path framework = note("bundle0", "7\n");
        new BundleNotes(storage).mend();
        assertThat(read(damaged)).isEqualTo("12\nlocation\n32\n");
        assertThat(read(broken)).isEqualTo("13\nlocati\u00f6n\n32\n");
        assertThat(read(whole)).isEqualTo("10\nother\n32\n");
        assertThat(read(framework)).isEqualTo("7\n");
    }

    @Test
    void a_store_without_notes_is_left_alone() throws IOException {
        Files.createDirectories(storage.resolve("bundle3"));
        Path empty = note("bundle4", "");
        new BundleNotes(storage).mend();
        new BundleNotes(storage.resolve("missing")).mend();
        assertThat(empty).isEmptyFile();
        assertThat(storage.resolve("bundle3")).isEmptyDirectory();
    }

    private Path note(String folder, String content) throws IOException {
        Path file = Files.createDirectories(storage.resolve(folder)).resolve("bundle.info");
        return Files.writeString(file, content, StandardCharsets.ISO_8859_1);
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
