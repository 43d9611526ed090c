package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.internal.bundle.BundleFailures;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.osgi.framework.BundleException;

/**
 * Makes actions on trackers of one name follow one another. The extender never takes these locks, so a shell that starts a
 * bundle meanwhile cannot deadlock.
 */
final class NameLocks {
    /** Locks are chosen by the name's hash: two trackers may share one, which only makes one wait for the other. */
    private final ReentrantLock[] locks = Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    /** An action on trackers of one name. */
    interface Action<T> {
        T run() throws BundleException;
    }

    /** Runs the action while no other is done to trackers of this name. */
    <T> T alone(String name, Action<T> action) {
        ReentrantLock lock = locks[Math.floorMod(name.hashCode(), locks.length)];
        lock.lock();
        try {
            return action.run();
        } catch (BundleException | IllegalStateException e) {
            throw BundleFailures.of(e);
        } finally {
            lock.unlock();
        }
    }
}
