package io.eunomia.runtime.internal.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens files with running numbers for names, without pause, until it is closed. */
final class NumberedOpens {
    private final AtomicInteger made = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stop;

    NumberedOpens(Path folder) {
        thread = new Thread(() -> {
            while (!stop) {
                open(folder.resolve("n" + made.incrementAndGet()));
            }
        }, "opens");
        thread.start();
    }

    /** The file need not exist: the program sees the attempt. */
    private static void open(Path file) {
        try {
            Files.newInputStream(file).close();
            throw new IllegalStateException(file + " exists");
        } catch (java.nio.file.NoSuchFileException e) {
            // as it should
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int made() {
        return made.get();
    }

    /** @return how many were made */
    int finish() throws InterruptedException {
        stop = true;
        thread.join();
        return made.get();
    }
}
