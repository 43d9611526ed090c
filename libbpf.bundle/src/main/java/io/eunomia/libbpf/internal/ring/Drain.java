package io.eunomia.libbpf.internal.ring;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a reader's memory mapped while it is being read, because reading unmapped memory would kill the process. Closing waits
 * for a drain in another thread; when the handler itself closes the reader, closing is put off to the drain's end.
 */
final class Drain {
    private final ReentrantLock lock = new ReentrantLock();
    private final String map;
    private final Runnable release;
    private boolean closing;
    private boolean released;

    /** @param release unmaps and closes; called only once */
    Drain(String map, Runnable release) {
        this.map = map;
        this.release = release;
    }

    /** @throws IllegalStateException after {@link #close}, or when a handler drains the reader that called it */
    void begin() {
        lock.lock();
        if (closing || lock.getHoldCount() > 1) {
            boolean closed = closing;
            lock.unlock();
            throw new IllegalStateException("reader of \"" + map + (closed ? "\" is closed" : "\" is being drained"));
        }
    }

    void end() {
        try {
            releaseIfLast();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closing = true;
            releaseIfLast();
        } finally {
            lock.unlock();
        }
    }

    private void releaseIfLast() {
        if (closing && !released && lock.getHoldCount() == 1) {
            released = true;
            release.run();
        }
    }
}
