package io.eunomia.libbpf.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gives every damaged object that {@link ElfObject} accepts to the real libbpf, in another JVM: that JVM must live.
 * {@code -Deunomia.fuzz.mutations=200000} makes it a long run.
 */
@Tag("kernel")
class LibbpfFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("eunomia.fuzz.mutations", 2000);
    private static final long SECONDS = 300L + MUTATIONS / 20;

    @Test
    void libbpf_survives_what_the_check_lets_through(@TempDir Path folder) throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ErrorFile=" + folder.resolve("crash.log"), "-XX:+UseSerialGC", "-Xmx256m", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LibbpfFuzzChild.class.getName(), Integer.toString(MUTATIONS))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(jvm::destroyForcibly);
        String last = "";
        try (BufferedReader lines = jvm.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        assertThat(jvm.waitFor()).as("the JVM died or was still busy after %d s; last: %s", SECONDS, last).isZero();
        assertThat(last).startsWith("done: ");
        System.out.println("libbpf fuzz " + last);
    }
}
