package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs {@code src/test/c/stacked.c}, whose functions are known. */
final class StackedProgram implements AutoCloseable {
    private final Process process;
    private final Writer to;
    private final BufferedReader from;

    private StackedProgram(Path file) throws IOException {
        process = new ProcessBuilder(file.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        to = process.outputWriter();
        from = process.inputReader();
    }

    static StackedProgram start(Path folder) {
        return start(folder, "stacked");
    }

    /** @param name of the program's file */
    static StackedProgram start(Path folder, String name) {
        try (InputStream in = StackedProgram.class.getResourceAsStream("/c/stacked")) {
            assumeTrue(in != null, "no C compiler here");
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                Files.write(file, in.readAllBytes());
                assertThat(file.toFile().setExecutable(true)).isTrue();
            }
            return new StackedProgram(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int pid() {
        return (int) process.pid();
    }

    /** Makes calls, and returns when they are made. */
    StackedProgram call(int throughA, int throughB) {
        try {
            to.write(throughA + " " + throughB + "\n");
            to.flush();
            assertThat(from.readLine()).isEqualTo("done");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, and returns when it is gone. */
    @Override
    public void close() {
        try {
            to.close();
            assertThat(process.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
