package io.eunomia.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code Pack TIME FOLDER…}: trims every jar in the folders, in place. The same jars and time give the same bytes, and what
 * is trimmed already stays as it is.
 */
public final class Pack {
    private Pack() {
    }

    /** @param arguments the time that all entries get, as in 2026-11-22T00:00:00Z, and the folders */
    public static void main(String[] arguments) throws IOException {
        List<Path> folders = Stream.of(arguments).skip(1).map(Path::of).toList();
        pack(Instant.parse(arguments[0]), folders);
    }

    static void pack(Instant time, List<Path> folders) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        try (Hierarchy hierarchy = new Hierarchy(jars)) {
            ClassTrimmer classes = new ClassTrimmer(hierarchy);
            List<Path> trimmed = new ArrayList<>();
            for (Path jar : jars) {
                trimmed.add(trim(jar, classes, time));
            }
            // Only now, as a class of one jar may have been asked after while another was trimmed.
            for (int i = 0; i < jars.size(); i++) {
                Files.move(trimmed.get(i), jars.get(i), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static Path trim(Path jar, ClassTrimmer classes, Instant time) throws IOException {
        Map<String, byte[]> entries = Entries.kept(jar);
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (entry.getKey().endsWith(".class")) {
                try {
                    entry.setValue(classes.trim(entry.getValue()));
                } catch (RuntimeException e) {
                    throw new IOException(jar + ": cannot trim " + entry.getKey(), e);
                }
            }
        }
        Path written = jar.resolveSibling(jar.getFileName() + ".trimmed");
        JarWriter.write(written, entries, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        Files.setLastModifiedTime(written, FileTime.from(time));
        return written;
    }
}
