package io.eunomia.libbpf.internal.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads small files of /proc and /sys; the result is empty when a file is missing or not readable. */
final class SystemFiles {
    private static final int PIECE = 8192;

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

    /** The file's content without leading and trailing white space. */
    Optional<String> text(String absolute) {
        // These files have a size of 0, and a number of /proc/sys is given to the first read alone. A read of a single byte, as
        // Files.readString makes one, would get only the first digit.
        try (InputStream in = Files.newInputStream(path(absolute))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read > 0; read = in.read(piece)) {
                all.write(piece, 0, read);
            }
            return Optional.of(all.toString(StandardCharsets.UTF_8).strip());
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    /** The target of a symbolic link. */
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

    /** The value of a {@code Name: value} line. */
    Optional<String> field(String absolute, String name) {
        return lines(absolute).stream().filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip()).findFirst();
    }
}
