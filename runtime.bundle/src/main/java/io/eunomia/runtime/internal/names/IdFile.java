package io.eunomia.runtime.internal.names;

import io.eunomia.runtime.file.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names in {@code /etc/passwd} or {@code /etc/group}; read again when the file has changed. Any thread. */
public final class IdFile {
    private static final int MOST_BYTES = 16 << 20;

    private final Path file;
    private Map<Long, String> names = Map.of();
    private Version version;

    /** Tells one content of the file from another. */
    private record Version(Object key, long modified, long size) {
        static Version of(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(now.fileKey(), now.lastModifiedTime().toMillis(), now.size());
        }
    }

    public IdFile(Path file) {
        this.file = file;
    }

    /** Returns the name of an id; of several with one id the first, as getpwuid(3) does. */
    public synchronized Optional<String> name(long id) throws IOException {
        Version now = Version.of(file);
        if (!now.equals(version)) {
            names = parse(new String(RegularFile.read(file, MOST_BYTES), StandardCharsets.UTF_8).lines().toList());
            version = now;
        }
        return Optional.ofNullable(names.get(id));
    }

    /** Reads lines as in passwd(5) and group(5). */
    public static Map<Long, String> parse(List<String> lines) {
        Map<Long, String> names = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split(":", -1);
            if (parts.length >= 4 && !parts[0].isEmpty() && parts[2].matches("[0-9]{1,10}")) {
                names.putIfAbsent(Long.parseLong(parts[2]), parts[0]);
            }
        }
        return names;
    }
}
