package io.eunomia.bench.size;

import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Child;
import io.eunomia.bench.host.Jdk;
import io.eunomia.bench.result.Results;
import io.eunomia.bench.result.Target;
import io.eunomia.launcher.internal.distribution.OptionalPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Bytes of what is shipped. */
public final class Sizes implements Measurement {
    private static final double MIB = 1 << 20;
    /** jdeps --print-module-deps, and what jnr-ffi, the JMX of the JVM and a shell's terminal want at run time. */
    private static final String MODULES = "java.base,java.logging,java.management,java.naming,java.net.http,java.xml,"
            + "jdk.management,jdk.unsupported,jdk.zipfs,java.security.jgss,java.sql,java.desktop";

    @Override
    public String name() {
        return "size";
    }

    @Override
    public String title() {
        return "Size";
    }

    @Override
    public int seconds(Scale scale) {
        return 15;
    }

    @Override
    public void run(Bench bench, Results results) throws Exception {
        Path home = bench.distribution();
        try (Stream<Path> jars = Files.walk(home)) {
            List<Path> sorted = jars.filter(path -> path.toString().endsWith(".jar")).sorted().toList();
            for (Path jar : sorted) {
                results.add("jar", home.relativize(jar).toString(), "KiB", Files.size(jar) / 1024.0);
            }
        }
        Predicate<Path> everything = path -> !isArchive(path);
        double all = sum(home, everything) / MIB;
        double minimal = sum(home, everything.and(path -> OptionalPart.of(path).isEmpty())) / MIB;
        results.add("without a JRE", "all", "MiB", all);
        results.add("without a JRE", "minimal, without HTTP, shell, watched folder and settings file", "MiB", minimal);
        double archives = sum(home, Sizes::isArchive) / MIB;
        if (archives > 0) {
            results.add("archives of classes, which only make it faster", "all", "MiB", archives);
        }
        Path packed = home.resolveSibling(home.getFileName() + ".tar.gz");
        if (Files.exists(packed)) {
            results.add("without a JRE", "tar.gz", "MiB", Files.size(packed) / MIB);
        }
        image(bench, results);
        results.target(Target.atMost("size, minimal (without HTTP)", minimal, 5, "MiB"));
        results.target(Target.atMost("size, all", all, 16, "MiB"));
    }

    private static boolean isArchive(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".jsa") || name.endsWith(".aot");
    }

    private static long sum(Path folder, Predicate<Path> counted) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).filter(counted).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    /** A Java runtime of just the modules that Eunomia needs; that it runs there is tried. */
    private static void image(Bench bench, Results results) throws IOException {
        for (Jdk jdk : Jdk.all().values()) {
            if (!Files.isExecutable(jdk.tool("jlink")) || !Files.isDirectory(jdk.home().resolve("jmods")) && jdk.feature() < 24) {
                results.note(jdk.home() + " has no jlink or no jmods: no image of " + jdk.label());
                continue;
            }
            Path image = bench.folder("image").resolve("jre");
            Child.run(Duration.ofMinutes(2), List.of(jdk.tool("jlink").toString(), "--add-modules", MODULES, "--strip-debug",
                    "--no-header-files", "--no-man-pages", jdk.feature() >= 21 ? "--compress=zip-6" : "--compress=2",
                    "--vm=server", "--output", image.toString()));
            try (Child version = Child.start(List.of(bench.distribution().resolve("bin/eunomia").toString(), "version"),
                    Map.of("EUNOMIA_JAVA", image.resolve("bin/java").toString()))) {
                version.await(text -> false, Duration.ofMinutes(1));
                if (version.exit() != 0) {
                    throw new IllegalStateException("does not run in its jlink image: " + version.said());
                }
            }
            results.add("with its own Java runtime (jlink)", jdk.label(), "MiB",
                    (sum(image, path -> true) + sum(bench.distribution(), path -> true)) / MIB);
            Bench.delete(image);
        }
    }
}
