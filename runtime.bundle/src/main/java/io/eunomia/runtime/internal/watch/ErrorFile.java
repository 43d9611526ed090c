package io.eunomia.runtime.internal.watch;

import io.eunomia.runtime.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reason why a watched file has not become a tracker, in a file beside it. */
record ErrorFile(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorFile.class);

    static ErrorFile of(Path watched) {
        return new ErrorFile(watched.resolveSibling(watched.getFileName() + ".error"));
    }

    boolean exists() {
        return Files.exists(path);
    }

    void write(Failure failure) {
        StringBuilder text = new StringBuilder(failure.message()).append('\n');
        if (!failure.pointer().isEmpty()) {
            text.append("at:   ").append(failure.pointer()).append('\n');
        }
        if (!failure.hint().isEmpty() && !failure.message().contains(failure.hint())) {
            text.append("hint: ").append(failure.hint()).append('\n');
        }
        if (!failure.verifierLog().isBlank()) {
            text.append("verifier log:\n").append(failure.verifierLog().strip()).append('\n');
        }
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", path, e.toString());
        }
    }

    void clear() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", path, e.toString());
        }
    }
}
