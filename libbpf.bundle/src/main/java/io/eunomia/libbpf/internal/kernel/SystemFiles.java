package io.eunomia.libbpf.internal.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Small files of /proc and /sys; one that is missing or not readable is empty. */
final class SystemFiles {
    private final Path root;

    /** @param root {@code /}, or a folder that stands for it */
    SystemFiles(Path root) {
        this.root = root;
    }

    Path path(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    boolean exists(String absolute) {
        return Files.exists(path(absolute));
    }

    /** The content without leading and trailing white space. */
    Optional<String> text(String absolute) {
        try {
            return Optional.of(Files.readString(path(absolute)).strip());
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    /** Where a symbolic link points to. */
    Optional<String> link(String absolute) {
        try {
            return Optional.of(Files.readSymbolicLink(path(absolute)).toString());
        } catch (IOException | SecurityException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    List<String> lines(String absolute) {
        return text(absolute).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** Value of a {@code Name: value} line. */
    Optional<String> field(String absolute, String name) {
        return lines(absolute).stream().filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip()).findFirst();
    }
}
