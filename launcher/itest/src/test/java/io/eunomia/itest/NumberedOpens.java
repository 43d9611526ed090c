package io.eunomia.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * Opens files with running numbers for names, on one thread and without pause, until it is closed. It only waits when
 * a follower is far behind, so that no machine is too slow for the test. Owns its thread.
 */
final class NumberedOpens implements AutoCloseable {
    /** Far less than fits into a follower's buffer in the daemon, and little to wait for who wants to see the next one. */
    private static final int MOST_AHEAD = 1_000;
    private static final int BATCH = 64;

    private final IntSupplier slowest;
    private final Thread thread = new Thread(this::run, "opens");
    private volatile int made;
    private volatile boolean stop;

    /** @param slowest the last number of the follower that is farthest behind */
    NumberedOpens(IntSupplier slowest) {
        this.slowest = slowest;
        thread.start();
    }

    private void run() {
        while (!stop) {
            for (int i = 0; i < BATCH; i++) {
                open(made + 1);
                made++;
            }
            while (!stop && made - slowest.getAsInt() > MOST_AHEAD) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    /** The file does not exist: programs see the attempt. */
    private static void open(int number) {
        try {
            FileChannel.open(Path.of(String.format("/numbered/%07d", number))).close();
            throw new IllegalStateException("/numbered exists");
        } catch (NoSuchFileException e) {
            // as it should
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int made() {
        return made;
    }

    void awaitMade(int number) {
        Await.until(number + " opens", () -> made >= number);
    }

    /** @return how many were made */
    int finish() {
        stop = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return made;
    }

    @Override
    public void close() {
        finish();
    }
}
