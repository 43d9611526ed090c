package io.eunomia.bench.host;

import io.eunomia.bench.Scale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a measurement works with.
 *
 * @param root of the checkout
 * @param cache of the tool chain, see cnf/lib.sh
 * @param work folder for what is made on the way, removed at the end
 * @param archived homes of the JDKs that have their archive of classes
 */
public record Bench(Path root, Path cache, Path work, Scale scale, Set<Path> archived) {

    /** A shorter way to say how often something is done. */
    public int times(int brief, int quick, int full) {
        return scale.pick(brief, quick, full);
    }

    public Path distribution() {
        return root.resolve("launcher/app/target/eunomia-" + version());
    }

    /** Returns the version of the checkout, which stands in one file. */
    private String version() {
        try {
            return Files.readString(root.resolve(".mvn/maven.config")).strip().substring("-Drevision=".length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the archive of classes made that a user makes once for his Java; the build made it for its own. */
    public void archive(Jdk jdk) {
        if (archived.add(jdk.home())) {
            Child.run(Duration.ofMinutes(2), List.of(distribution().resolve("bin/eunomia").toString(), "archive"),
                    Map.of("EUNOMIA_JAVA", jdk.tool("java").toString()));
        }
    }

    /** The BPF object compiled from {@code src/main/bpf/NAME.bpf.c}. */
    public Path object(String name) {
        Path file = root.resolve("launcher/bench/target/classes/bpf/" + name + ".bpf.o");
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(file + " was not compiled");
        }
        return file;
    }

    /** A program of libbpf-tools as fetched or installed; empty when it is missing. */
    public Optional<String> libbpfTool(String name) {
        return Tools.find(name, cache.resolve("test-tools-1/bin"), Path.of("/usr/sbin"));
    }

    /** bpftrace, wrk, nginx, as installed or fetched; empty when it is missing. */
    public Optional<String> tool(String name) {
        return Tools.find(name, Path.of("/usr/bin"), Path.of("/usr/sbin"), cache.resolve("bench-tools-1/bin"));
    }

    /** A folder that nobody else uses. */
    public Path folder(String name) {
        try {
            return Files.createTempDirectory(work, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The C program {@code src/main/c/NAME.c}, compiled. */
    public String c(String name) {
        return Compiler.compile(this, name);
    }

    /** Removes the folder of what was made on the way. */
    public void clean() {
        delete(work);
    }

    public static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
