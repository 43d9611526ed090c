package io.eunomia.runtime.internal.stream;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The lock of one hub. It is fair, because the thread that reads events takes it again and again, and a caller that wants to
 * subscribe must get its turn all the same.
 */
final class HubLock {
    private final ReentrantLock lock = new ReentrantLock(true);

    void run(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    <T> T get(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    int count(IntSupplier action) {
        lock.lock();
        try {
            return action.getAsInt();
        } finally {
            lock.unlock();
        }
    }
}
