package io.eunomia.runtime.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system without room for a single byte, though for empty files. Owns the mount. */
final class FullDisk implements AutoCloseable {
    private final Path folder;

    FullDisk(Path folder) throws IOException {
        this.folder = Files.createDirectory(folder);
        run("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", folder.toString());
        Files.write(ballast(), new byte[4096]);
    }

    Path folder() {
        return folder;
    }

    void free() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", folder.toString());
    }

    private static void run(String... words) throws IOException {
        try {
            assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).as(String.join(" ", words)).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
