package io.eunomia.libbpf.internal.context;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps an object's descriptors and native memory alive while they are in use: a descriptor number that is closed
 * under a running call may by then mean another map, and freed native memory crashes the JVM.
 */
public final class Lifetime {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final String what;
    private boolean over;

    /** @param what name of the object for the message about a use after its end, e.g. {@code object "process"} */
    public Lifetime(String what) {
        this.what = what;
    }

    /** @throws IllegalStateException after {@link #end} */
    public <T> T during(Supplier<T> action) {
        begin();
        try {
            return action.get();
        } finally {
            done();
        }
    }

    /** Begins a use, which must end with {@link #done} in a finally clause. @throws IllegalStateException after {@link #end} */
    public void begin() {
        lock.readLock().lock();
        if (over) {
            lock.readLock().unlock();
            throw new IllegalStateException(what + " is closed");
        }
    }

    public void done() {
        lock.readLock().unlock();
    }

    /** Waits for running uses, then runs {@code release}; later calls do nothing. */
    public void end(Runnable release) {
        lock.writeLock().lock();
        try {
            if (!over) {
                over = true;
                release.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
