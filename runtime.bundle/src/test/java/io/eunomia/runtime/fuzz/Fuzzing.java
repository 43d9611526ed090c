package io.eunomia.runtime.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A parser under fire (docs/fuzzing.md). A subclass has {@code public static void fuzzerTestOneInput(byte[])}, which
 * returns for every input that is read or refused as promised and throws for any other outcome, and names some inputs to
 * begin with. Jazzer does the rest, in a JVM of its own with a small heap.
 */
@Tag("fuzz")
public abstract class Fuzzing {
    /** For each parser alone; without it the build gives some seconds to all of them, see {@link EveryParserFuzzTest}. */
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);
    private static final String HEAP = "-Xmx192m";
    /** A parser that takes this long for some kilobytes holds whoever called it. */
    private static final int MOST_SECONDS_PER_INPUT = 10;
    private static final int START_SECONDS = 180;

    /** Good inputs, for the fuzzer to make worse. Those in {@code src/test/resources/fuzz/CLASS/} come on top. */
    protected abstract List<byte[]> seeds();

    /** Packages that are looked at for new ways through the code. */
    protected String instrumented() {
        return "io.eunomia.**";
    }

    @Test
    void seeds_and_what_was_found_before_are_read_or_refused() throws Throwable {
        List<byte[]> all = inputs();
        assertThat(all).isNotEmpty();
        for (byte[] input : all) {
            try {
                target(getClass()).invoke(null, (Object) input);
            } catch (InvocationTargetException e) {
                throw new AssertionError("the input " + HexFormat.of().formatHex(input), e.getCause());
            }
        }
    }

    /** How long the fuzzer runs; not at all for zero. */
    protected int seconds() {
        return SECONDS;
    }

    @Test
    void nothing_is_found_within_the_time() throws IOException, InterruptedException {
        int seconds = seconds();
        assumeTrue(seconds > 0, "-Dfuzz.seconds=N fuzzes this one alone");
        Path folder = Files.createDirectories(Path.of(System.getProperty("basedir", "."), "target", "fuzz",
                getClass().getSimpleName()).toAbsolutePath());
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        int number = 0;
        for (byte[] seed : inputs()) {
            Files.write(corpus.resolve("seed" + number++), seed);
        }
        Path log = folder.resolve("log");
        Process jazzer = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("surefire.test.class.path",
                        System.getProperty("java.class.path")), "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + getClass().getName(), "--instrumentation_includes=" + instrumented(),
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*", "-max_total_time=" + seconds,
                "-timeout=" + MOST_SECONDS_PER_INPUT, "-max_len=65536", "-rss_limit_mb=3000", corpus.toString()))
                        .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(jazzer.waitFor(seconds + (long) START_SECONDS, TimeUnit.SECONDS)).as("Jazzer ends").isTrue();
        } finally {
            jazzer.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(jazzer.exitValue()).as("put the input's bytes in hexadecimal into src/test/resources/fuzz/%s/, and mend:%n%s",
                getClass().getSimpleName(), said).isZero();
        assertThat(said).as("it has run").contains("INITED");
    }

    static Method target(Class<?> parser) throws NoSuchMethodException {
        Method target = parser.getDeclaredMethod("fuzzerTestOneInput", byte[].class);
        target.setAccessible(true);
        return target;
    }

    final List<byte[]> inputs() throws IOException {
        List<byte[]> all = new ArrayList<>(seeds());
        Path kept = Path.of(System.getProperty("basedir", "."), "src/test/resources/fuzz", getClass().getSimpleName());
        if (Files.isDirectory(kept)) {
            try (Stream<Path> files = Files.list(kept)) {
                for (Path file : files.sorted().toList()) {
                    byte[] content = Files.readAllBytes(file);
                    all.add(file.toString().endsWith(".hex")
                            ? HexFormat.of().parseHex(new String(content, StandardCharsets.US_ASCII).replaceAll("\\s", "")) : content);
                }
            }
        }
        return all;
    }

    /** A compiled object of the tests. */
    protected static byte[] object(String name) {
        try (InputStream in = Fuzzing.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
