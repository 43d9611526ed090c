package io.eunomia.launcher.internal.boot;

import io.eunomia.runtime.file.PackageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of the distribution. */
public record Home(Path path) {
    /** The trackers that get the ids 1, 2, 3 in a fresh store; others follow by name. */
    private static final List<String> ORDER = List.of("process", "files", "tcpconnect");
    /** The trackers that cost something all the time, so that a daemon runs them only if somebody asks. */
    private static final Set<String> ON_DEMAND = Set.of("profile");

    /** Finds the folder that {@code bin/eunomia} names, if that script started this program. */
    public static Optional<Home> find() {
        return Optional.ofNullable(System.getProperty("eunomia.home")).map(Path::of).map(Home::new);
    }

    /** Returns the built-in trackers' jars in the order of their ids. */
    public List<Path> trackers() {
        Path folder = path.resolve("trackers");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.comparingInt(Home::rank).thenComparing(Home::name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    /** Returns those of the built-in trackers that a daemon runs unasked. */
    public List<Path> unasked() {
        return trackers().stream().filter(jar -> !ON_DEMAND.contains(name(jar))).toList();
    }

    public Optional<Path> tracker(String name) {
        return trackers().stream().filter(jar -> name(jar).equals(name)).findFirst();
    }

    /** Returns {@code process} for {@code process-0.1.0.jar}. */
    public static String name(Path jar) {
        return PackageName.of(jar.getFileName().toString());
    }

    private static int rank(Path jar) {
        int index = ORDER.indexOf(name(jar));
        return index < 0 ? ORDER.size() : index;
    }
}
