package io.eunomia.trackers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Programs that the tests start: copies under names of their own, so that a tracker can be limited to them. */
final class Command {
    private Command() {
    }

    /** A copy of a program of this machine. @param name at most 15 bytes: it becomes the command name */
    static Path copy(String program, Path folder, String name) throws IOException {
        return Files.copy(Path.of(program).toRealPath(), folder.resolve(name));
    }

    /** @return its exit value as {@code $?} has it: 128 and more for a signal */
    static int run(String... command) throws IOException, InterruptedException {
        return await(start(command));
    }

    static Process start(String... command) throws IOException {
        return new ProcessBuilder(command).inheritIO().start();
    }

    static int await(Process process) throws InterruptedException {
        assertThat(process.waitFor(120L * Integer.getInteger("eunomia.slow", 1), TimeUnit.SECONDS)).as("%s ended", process.info()).isTrue();
        return process.exitValue();
    }
}
