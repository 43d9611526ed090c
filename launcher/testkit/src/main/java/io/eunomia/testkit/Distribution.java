package io.eunomia.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The distribution as it was just built, and what the tests feed to it. */
public final class Distribution {
    private static final Duration COMMAND_TIME = Duration.ofSeconds(120);

    private Distribution() {
    }

    public static Path home() {
        return Path.of(System.getProperty("eunomia.distribution"));
    }

    /** Returns the version that is tested, by the name of its folder. */
    public static String version() {
        return home().getFileName().toString().replaceFirst("eunomia-", "");
    }

    /** Copies the distribution, without its archive of classes, which holds for one place only. @param wanted which of its files */
    public static void copy(Path to, Predicate<Path> wanted) {
        Path home = home();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : (Iterable<Path>) files.filter(file -> Files.isRegularFile(file) && !file.toString().matches(".+\\.(jsa|aot)"))
                    .filter(wanted)::iterator) {
                Path copy = to.resolve(home.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code bin/eunomia} with these arguments, without any setting of whoever runs the tests. */
    public static ProcessBuilder command(String... arguments) {
        return commandOf(home(), arguments);
    }

    /** The same of another distribution. */
    public static ProcessBuilder commandOf(Path home, String... arguments) {
        List<String> words = new ArrayList<>(List.of(home.resolve("bin/eunomia").toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("EUNOMIA_"));
        environment.put("EUNOMIA_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return builder;
    }

    public static Outcome eunomia(String... arguments) {
        return eunomiaOf(home(), arguments);
    }

    public static Outcome eunomiaOf(Path home, String... arguments) {
        try (Running running = Running.start(commandOf(home, arguments))) {
            return running.finish(COMMAND_TIME);
        }
    }

    /** A BPF object compiled from {@code src/test/bpf/NAME.bpf.c}. */
    public static Path object(String name) {
        Path file = Path.of("target", "test-classes", "bpf", name + ".bpf.o").toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            throw new AssertionError(file + " was not compiled");
        }
        return file;
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
