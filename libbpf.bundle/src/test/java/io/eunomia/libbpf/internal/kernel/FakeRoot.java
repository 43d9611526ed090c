package io.eunomia.libbpf.internal.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that stands for {@code /}. */
final class FakeRoot {
    private final Path folder;

    FakeRoot(Path folder) {
        this.folder = folder;
    }

    FakeRoot with(String absolute, String content) {
        try {
            Path file = folder.resolve(absolute.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SystemFiles files() {
        return new SystemFiles(folder);
    }
}
