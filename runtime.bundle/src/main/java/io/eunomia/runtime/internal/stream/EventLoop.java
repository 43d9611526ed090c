package io.eunomia.runtime.internal.stream;

import io.eunomia.libbpf.ring.Epoll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one thread that waits on epoll for the rings of all trackers, and that polls busy ones without waiting to be woken:
 * see {@link Pace}. Sources are added and removed on that thread, so a source whose {@link #remove} has returned is not
 * being read and may be closed.
 */
public final class EventLoop implements AutoCloseable {
    /**
     * The interval at which rings are polled without being woken, because programs may submit with
     * {@code BPF_RB_NO_WAKEUP}.
     */
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long PAUSE_WITHOUT_HEAP = Duration.ofMillis(10).toNanos();
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /** A source, and whether it is to be read in the next round even if no descriptor is readable. */
    private static final class Entry {
        private final EventSource source;
        private boolean due;

        Entry(EventSource source) {
            this.source = source;
        }
    }

    private final Epoll epoll;
    private final Thread thread;
    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    /** Entries by their epoll token; null where one was removed. */
    private final List<Entry> entries = new ArrayList<>();
    private final int[] ready = new int[64];
    private volatile boolean closed;

    /** @param epoll owned by the loop from now on */
    public EventLoop(Epoll epoll) {
        this.epoll = epoll;
        thread = new Thread(this::run, "eunomia-events");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts reading {@code source}; returns when the loop waits for it. */
    void add(EventSource source) {
        onLoop(() -> {
            int token = entries.indexOf(null);
            if (token < 0) {
                token = entries.size();
                entries.add(new Entry(source));
            } else {
                entries.set(token, new Entry(source));
            }
            try {
                for (int fd : source.fds()) {
                    epoll.add(fd, token);
                }
            } catch (RuntimeException e) {
                entries.set(token, null);
                throw e;
            }
        });
    }

    /** Stops reading {@code source}; returns when it is no longer touched. */
    void remove(EventSource source) {
        onLoop(() -> {
            for (int token = 0; token < entries.size(); token++) {
                if (entries.get(token) != null && entries.get(token).source == source) {
                    entries.set(token, null);
                    for (int fd : source.fds()) {
                        epoll.remove(fd);
                    }
                }
            }
        });
    }

    private void onLoop(Runnable command) {
        if (Thread.currentThread() == thread) {
            command.run();
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        RuntimeException[] failure = new RuntimeException[1];
        commands.add(() -> {
            try {
                command.run();
            } catch (RuntimeException e) {
                failure[0] = e;
            } catch (OutOfMemoryError e) {
                failure[0] = new IllegalStateException("the heap is full", e);
            } finally {
                done.countDown();
            }
        });
        epoll.wakeUp();
        awaitUninterruptibly(done);
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    /**
     * Waits through interrupts, because one must not leave a source half removed: it is kept for the caller and noticed
     * later.
     */
    private static void awaitUninterruptibly(CountDownLatch done) {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            long nap = EventSource.WAIT;
            while (!closed) {
                boolean waiting = nap == EventSource.WAIT;
                if (!waiting && nap > 0) {
                    LockSupport.parkNanos(this, nap);
                }
                nap = turn(waiting);
            }
        } finally {
            execute();
        }
    }

    /**
     * Runs one turn and survives whatever it throws: the events of all trackers pass through here, and a heap that was full
     * for a moment must not end it.
     */
    private long turn(boolean waiting) {
        try {
            int count = epoll.await(ready, !waiting ? Duration.ZERO : entries.isEmpty() ? FOREVER : LOOK);
            execute();
            return round(count, waiting && count == 0);
        } catch (OutOfMemoryError e) {
            return PAUSE_WITHOUT_HEAP;
        }
    }

    private void execute() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
    }

    /** Reads the sources that are readable, those that asked to be read again by now and, if asked to, all; each once. */
    private long round(int count, boolean all) {
        for (int i = 0; i < count; i++) {
            Entry entry = entries.get(ready[i]);
            if (entry != null) {
                entry.due = true;
            }
        }
        long nap = EventSource.WAIT;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry != null && (all || entry.due)) {
                long again = read(entry.source);
                entry.due = again != EventSource.WAIT;
                nap = Math.min(nap, again);
            }
        }
        return nap;
    }

    private static long read(EventSource source) {
        try {
            return source.ready();
        } catch (OutOfMemoryError e) {
            return PAUSE_WITHOUT_HEAP;
        } catch (RuntimeException e) {
            LOG.error("reading events failed; the record at fault was skipped", e);
            return EventSource.WAIT;
        }
    }

    /** Ends the thread and closes the epoll instance. All sources must have been removed. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        onLoop(() -> closed = true);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        epoll.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
