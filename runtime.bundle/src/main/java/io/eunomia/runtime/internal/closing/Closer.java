package io.eunomia.runtime.internal.closing;

import java.util.Collection;
import java.util.function.Consumer;

/**
 * Runs several steps, each whatever fails before it: one object that cannot be closed must not keep the others open. The
 * first failure is reported, with those after it suppressed. Confined to one thread.
 */
public final class Closer {
    private RuntimeException failure;

    /** Runs a step now. */
    public Closer run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
        return this;
    }

    /** Runs a step for each of these now, in their order. */
    public <T> Closer each(Collection<T> all, Consumer<? super T> step) {
        all.forEach(one -> run(() -> step.accept(one)));
        return this;
    }

    /** Returns the first failure; null when there was none. */
    public RuntimeException failure() {
        return failure;
    }

    /** Throws the first failure, if there was one. @throws RuntimeException the first failure, if there was one */
    public void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }
}
