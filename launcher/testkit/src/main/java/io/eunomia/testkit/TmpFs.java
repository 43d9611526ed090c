package io.eunomia.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system of its own, that can be filled to its last byte. Owns the mount. */
public final class TmpFs implements AutoCloseable {
    private final Path folder;

    /** @param folder is made */
    public TmpFs(Path folder, int megabytes) {
        this.folder = folder;
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0700", "tmpfs", folder.toString());
    }

    public Path folder() {
        return folder;
    }

    /** Leaves no room for a single byte. */
    public void fill() {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            byte[] page = new byte[4096];
            for (;;) {
                out.write(page);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left on device");
        }
    }

    public void free() {
        try {
            Files.delete(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() {
        run("umount", "--lazy", folder.toString());
    }

    private static void run(String... words) {
        try (Running running = Running.start(new ProcessBuilder(words))) {
            Outcome outcome = running.finish(Await.LONG);
            assertThat(outcome.exit()).as("%s: %s", String.join(" ", words), outcome.err()).isZero();
        }
    }
}
