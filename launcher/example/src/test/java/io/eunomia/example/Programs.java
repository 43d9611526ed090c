package io.eunomia.example;

import io.eunomia.testkit.Await;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Starts programs, to make events. */
final class Programs {
    private Programs() {
    }

    /** Starts programs until {@code condition} holds. */
    static void whileStarting(String what, BooleanSupplier condition) {
        Await.until(what, () -> {
            run("true", "embedded");
            return condition.getAsBoolean();
        });
    }

    /** @return the program's process id */
    static int run(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            process.waitFor();
            return (int) process.pid();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
