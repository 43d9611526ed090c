package io.eunomia.runtime.internal.stream;

import io.eunomia.libbpf.ring.Epoll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits on epoll for the rings of all trackers. Sources are added and removed on that thread, so a
 * source whose {@link #remove} has returned is not being read and may be closed.
 */
public final class EventLoop implements AutoCloseable {
    /** How often rings are looked at without being woken: programs may submit with {@code BPF_RB_NO_WAKEUP}. */
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    private final Epoll epoll;
    private final Thread thread;
    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final List<EventSource> sources = new ArrayList<>();
    private final int[] ready = new int[64];
    private volatile boolean closed;

    /** @param epoll owned by the loop from now on */
    public EventLoop(Epoll epoll) {
        this.epoll = epoll;
        thread = new Thread(this::run, "eunomia-events");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts reading {@code source}; returns when it is waited for. */
    void add(EventSource source) {
        onLoop(() -> {
            int token = sources.indexOf(null);
            if (token < 0) {
                token = sources.size();
                sources.add(source);
            } else {
                sources.set(token, source);
            }
            try {
                for (int fd : source.fds()) {
                    epoll.add(fd, token);
                }
            } catch (RuntimeException e) {
                sources.set(token, null);
                throw e;
            }
        });
    }

    /** Stops reading {@code source}; returns when it is no longer touched. */
    void remove(EventSource source) {
        onLoop(() -> {
            int token = sources.indexOf(source);
            if (token >= 0) {
                sources.set(token, null);
                for (int fd : source.fds()) {
                    epoll.remove(fd);
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

    /** An interrupt must not leave a source half removed: it is kept for the caller and noticed later. */
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
            while (!closed) {
                int count = epoll.await(ready, sources.isEmpty() ? FOREVER : LOOK);
                for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
                    command.run();
                }
                if (count == 0) {
                    for (int i = 0; i < sources.size(); i++) {
                        read(sources.get(i));
                    }
                }
                for (int i = 0; i < count; i++) {
                    read(sources.get(ready[i]));
                }
            }
        } finally {
            for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
                command.run();
            }
        }
    }

    private void read(EventSource source) {
        if (source == null) {
            return;
        }
        try {
            source.ready();
        } catch (RuntimeException e) {
            LOG.error("reading events failed; the record at fault was skipped", e);
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
