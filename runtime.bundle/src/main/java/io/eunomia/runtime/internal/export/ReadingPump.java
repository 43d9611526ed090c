package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.export.DisplayExport;
import io.eunomia.runtime.internal.closing.Closer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the threads that move readings of displays to an export, one for each display. Owns the readers and the export. A reading at
 * which the export fails is lost, which is logged as {@link ExportNews} bounds it and counted; it never ends the pump.
 */
public final class ReadingPump implements RunningExport {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingPump.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final String name;
    private final DisplayExport export;
    private final List<DisplayReader> readers;
    private final Duration interval;
    private final List<Thread> threads;
    private final ExportNews news;
    /** Held while the export is called. */
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private boolean closed;

    /**
     * Starts the threads at once.
     *
     * @param name for the threads and for messages, e.g. {@code calls/file}
     * @param interval from one reading to the next; zero for that of each display
     */
    public ReadingPump(String name, DisplayExport export, List<DisplayReader> readers, Duration interval) {
        this.name = name;
        this.export = export;
        this.readers = List.copyOf(readers);
        this.interval = interval;
        this.news = new ExportNews(name);
        this.threads = this.readers.stream().map(reader -> new Thread(() -> run(reader), "eunomia-export-" + name)).toList();
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void run(DisplayReader reader) {
        try (reader) {
            for (Optional<DisplayReading> next = reader.next(interval); next.isPresent(); next = reader.next(interval)) {
                write(next.get());
            }
        } catch (InterruptedException e) {
            // The export took longer than it may at the end.
            Thread.currentThread().interrupt();
        }
    }

    private void write(DisplayReading reading) {
        turn.lock();
        try {
            if (closed) {
                lost.incrementAndGet();
                return;
            }
            export.reading(reading);
            written.incrementAndGet();
            news.works();
        } catch (Throwable e) {
            // Handlers may be anybody's code: errors such as a missing class are its failures too.
            lost.incrementAndGet();
            news.fails(e, e.getMessage() == null ? e.getClass().getName() : e.getMessage());
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void end(String reason) {
        LOG.warn("export {} ends: {}", name, reason);
        readers.forEach(DisplayReader::close);
        close();
    }

    @Override
    public void close() {
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.stream().filter(Thread::isAlive).forEach(Thread::interrupt);
        new Closer().each(readers, DisplayReader::close).run(this::closeExport).rethrow();
    }

    private void closeExport() {
        if (!mayClose()) {
            LOG.warn("export {}: gave up waiting for it to take a reading; {} were written, {} were lost so far", name, written, lost);
            return;
        }
        try {
            if (!closed) {
                closed = true;
                export.close();
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            news.fails(e, String.valueOf(e.getMessage()));
        } finally {
            turn.unlock();
        }
        if (lost.get() > 0) {
            LOG.warn("export {} ended: {} readings were written, {} were lost", name, written, lost);
        }
    }

    private boolean mayClose() {
        try {
            return turn.tryLock(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return turn.tryLock();
        }
    }
}
