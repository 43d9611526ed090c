package io.eunomia.launcher.internal.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that is removed when this object is closed; only its owner may read it. */
public final class TemporaryDirectory implements AutoCloseable {
    private final Path path;

    public TemporaryDirectory() {
        try {
            path = Files.createTempDirectory("eunomia-");
        } catch (IOException e) {
            throw new BootException("no temporary folder: " + e.getMessage()
                    + "; name a writable one with EUNOMIA_OPTS=-Djava.io.tmpdir=DIR", e);
        }
    }

    public Path path() {
        return path;
    }

    /** Removes the folder with all that is in it; harmless when repeated. */
    @Override
    public void close() {
        try {
            new FolderRemoval(path).run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }
}
