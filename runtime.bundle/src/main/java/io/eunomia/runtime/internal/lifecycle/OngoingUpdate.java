package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.internal.engine.LoadedVersion;
import java.util.function.Supplier;

/**
 * An update of a running tracker's bundle that is under way: the framework stops the bundle, changes its content and starts
 * it again, while the old version runs on. Guarded by the lifecycle's lock.
 */
final class OngoingUpdate implements AutoCloseable {
    private final Supplier<byte[]> before;
    private final boolean byOthers;
    private LoadedVersion next;
    private boolean changed;
    /** Also read without the lock, by whoever waits for the framework. */
    private volatile boolean restarted;

    private OngoingUpdate(Supplier<byte[]> before, LoadedVersion next, boolean byOthers) {
        this.before = before;
        this.next = next;
        this.byOthers = byOthers;
    }

    /**
     * Begins an update that the manager makes.
     *
     * @param before makes the jar that the bundle has until then
     * @param next the version to switch to; owned by the update
     */
    static OngoingUpdate byManager(Supplier<byte[]> before, LoadedVersion next) {
        return new OngoingUpdate(before, next, false);
    }

    /** Begins an update by somebody who calls {@code Bundle.update} and knows nothing of programs. */
    static OngoingUpdate byOthers(Supplier<byte[]> before) {
        return new OngoingUpdate(before, null, true);
    }

    boolean isByOthers() {
        return byOthers;
    }

    /** Makes the jar that the bundle had before. */
    byte[] before() {
        return before.get();
    }

    void noteChanged() {
        changed = true;
    }

    /** Tells whether the bundle has new content: an update that fails earlier starts the old content again. */
    boolean isChanged() {
        return changed;
    }

    void noteRestarted() {
        restarted = changed;
    }

    /** Tells whether the framework has started the bundle with its new content. */
    boolean isRestarted() {
        return restarted;
    }

    /** Returns the version to switch to and gives it up: the caller closes it. */
    LoadedVersion take() {
        LoadedVersion taken = next;
        next = null;
        return taken;
    }

    /** Unloads the version to switch to, if nobody has taken it. */
    @Override
    public void close() {
        LoadedVersion unused = take();
        if (unused != null) {
            unused.close();
        }
    }
}
