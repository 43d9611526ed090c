package io.eunomia.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/**
 * Opens files with the numbers 1, 2, 3, … in their names, on one thread and without pause, until it is closed. None of
 * the files exists: programs see the attempts. Owns its thread.
 */
public final class NumberedOpens implements AutoCloseable {
    /** Far less than fits into a follower's buffer in the daemon, and little to wait for who wants to see the next one. */
    private static final int MOST_AHEAD = 1_000;
    private static final int BATCH = 64;

    private final IntFunction<Path> file;
    private final IntSupplier slowest;
    private final Thread thread = new Thread(this::run, "opens");
    private volatile int made;
    private volatile boolean stop;

    /** Opens {@code folder/n1} and so on. */
    public NumberedOpens(Path folder) {
        this(number -> folder.resolve("n" + number), () -> Integer.MAX_VALUE);
    }

    /**
     * Opens {@code /numbered/0000001} and so on, and waits when a follower is far behind, so that no machine is too slow for
     * the test.
     *
     * @param slowest the last number of the follower that is farthest behind
     */
    public NumberedOpens(IntSupplier slowest) {
        this(number -> Path.of(String.format("/numbered/%07d", number)), slowest);
    }

    private NumberedOpens(IntFunction<Path> file, IntSupplier slowest) {
        this.file = file;
        this.slowest = slowest;
        thread.start();
    }

    private void run() {
        while (!stop) {
            for (int i = 0; i < BATCH; i++) {
                int next = made + 1;
                open(file.apply(next));
                made = next;
            }
            while (!stop && made - slowest.getAsInt() > MOST_AHEAD) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    private static void open(Path file) {
        try {
            FileChannel.open(file).close();
            throw new IllegalStateException(file + " exists");
        } catch (NoSuchFileException e) {
            // None of them exists.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int made() {
        return made;
    }

    public void awaitMade(int number) {
        Await.until(number + " opens", () -> made >= number);
    }

    /** @return how many were made */
    public int finish() {
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
