package io.eunomia.runtime.internal.manager;

import io.eunomia.testkit.Await;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * One thread that does numbered things without pause or at a slow pace, from {@link #begin} until it is told to finish: it positions a file to
 * offset FIRST + 1, FIRST + 2 and so on, or touches a new page of memory for each of the first ones.
 */
final class NumberedWork {
    /** Of update_kinds.bpf.c: no other file of this process is positioned so far out. */
    private static final long FIRST = 1L << 40;
    static final int PAGES = 40_000;
    private static final int PAGE = 4096;
    /** The kernel stops a perf event that comes more often than about 100,000 times a second. */
    private static final long PAGE_PAUSE_NANOS = 100_000;
    private static final long SLOW_PAUSE_NANOS = 1_000_000;
    private static final int WITHOUT_PAUSE = 32;
    private static final int SOME = 40;

    private final RandomAccessFile file;
    private final Path name;
    private final boolean touch;
    private final boolean slow;
    private final MappedByteBuffer memory;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch known = new CountDownLatch(1);
    private final Thread thread;
    private volatile String threadId;
    private volatile int made;
    private volatile boolean stop;

    /** @param touch whether pages are what is numbered, else positions */
    NumberedWork(Path folder, boolean touch) throws IOException, InterruptedException {
        this(folder, touch, false);
    }

    /** @param slow so that the pages and a ring that nobody reads last for some tens of seconds */
    NumberedWork(Path folder, boolean touch, boolean slow) throws IOException, InterruptedException {
        this.touch = touch;
        this.slow = slow;
        name = Files.createTempFile(folder, "numbered", "");
        file = new RandomAccessFile(name.toFile(), "rw");
        file.setLength((long) PAGES * PAGE);
        memory = file.getChannel().map(FileChannel.MapMode.PRIVATE, 0, (long) PAGES * PAGE);
        thread = new Thread(this::run, "numbers");
        thread.start();
        known.await();
    }

    private void run() {
        try {
            threadId = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
            known.countDown();
            begun.await();
            while (!stop && (!touch || made < PAGES)) {
                int number = made;
                next(number);
                made = number + 1;
                if (slow) {
                    LockSupport.parkNanos(SLOW_PAUSE_NANOS);
                } else if (touch || made % WITHOUT_PAUSE == 0) {
                    LockSupport.parkNanos(PAGE_PAUSE_NANOS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void next(int number) throws IOException {
        if (touch) {
            memory.put(number * PAGE, (byte) 1);
        } else {
            file.seek(FIRST + number);
        }
    }

    /** Of the thread, as the kernel numbers it. */
    String threadId() {
        return threadId;
    }

    /** Where the memory begins whose pages are touched. */
    long firstPage() throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.endsWith(name.toString()))
                    .map(line -> Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16))
                    .findFirst().orElseThrow();
        }
    }

    void begin() {
        begun.countDown();
    }

    int made() {
        return made;
    }

    /** Until some more is done than now, whoever reads. */
    void awaitMore() {
        int enough = made + SOME;
        Await.until("more work", () -> made >= enough);
    }

    /** @return how many were made */
    int finish() throws IOException, InterruptedException {
        stop = true;
        begun.countDown();
        thread.join();
        file.close();
        Files.deleteIfExists(name);
        return made;
    }
}
