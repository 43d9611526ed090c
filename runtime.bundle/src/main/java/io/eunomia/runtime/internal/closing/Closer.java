package io.eunomia.runtime.internal.closing;

import java.util.Collection;
import java.util.function.Consumer;

/**
 * Does each of several steps, whatever fails before it: one object that cannot be closed must not keep the others open.
 * The first failure is told, with those after it suppressed. Confined to one thread.
 */
public final class Closer {
    private RuntimeException failure;

    /** Does it now. */
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

    /** Does it to each of these now, in their order. */
    public <T> Closer each(Collection<T> all, Consumer<? super T> step) {
        all.forEach(one -> run(() -> step.accept(one)));
        return this;
    }

    /** The first failure; null when there was none. */
    public RuntimeException failure() {
        return failure;
    }

    /** @throws RuntimeException the first failure, if there was one */
    public void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }
}
