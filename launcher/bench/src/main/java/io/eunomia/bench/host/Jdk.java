package io.eunomia.bench.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A JDK on this machine.
 *
 * @param version as its {@code release} file says: {@code 17.0.17}
 */
public record Jdk(Path home, String version) {

    public int feature() {
        return Integer.parseInt(version.split("[.+-]")[0]);
    }

    public Path tool(String name) {
        return home.resolve("bin").resolve(name);
    }

    public String label() {
        return "JDK " + feature();
    }

    /** The one that runs this. */
    public static Jdk own() {
        return at(Path.of(System.getProperty("java.home"))).orElseThrow(
                () -> new IllegalStateException(System.getProperty("java.home") + " has no file \"release\""));
    }

    /** The JDKs below /usr/lib/jvm, one of each feature version, 17 and newer; and the one that runs this. */
    public static Map<Integer, Jdk> all() {
        Map<Integer, Jdk> found = new TreeMap<>();
        Path folder = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder)) {
                for (Path home : homes) {
                    at(home.toRealPath()).filter(jdk -> jdk.feature() >= 17).ifPresent(jdk -> found.put(jdk.feature(), jdk));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        found.put(own().feature(), own());
        return found;
    }

    private static Optional<Jdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(release).stream().filter(line -> line.startsWith("JAVA_VERSION=")).findFirst()
                    .map(line -> new Jdk(home, line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
