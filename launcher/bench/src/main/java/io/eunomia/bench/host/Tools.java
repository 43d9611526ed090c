package io.eunomia.bench.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Programs of others. */
final class Tools {
    private Tools() {
    }

    static Optional<String> find(String name, Path... folders) {
        for (Path folder : folders) {
            Path file = folder.resolve(name);
            if (Files.isExecutable(file)) {
                return Optional.of(file.toString());
            }
        }
        return Optional.empty();
    }
}
