package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.internal.stack.StackMemory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory of all series and stacks together, because a daemon has many displays and readers and a heap of some tens of MiB. Any
 * thread.
 */
public final class SeriesBudget implements StackMemory {
    private static final long MOST_BYTES = 16 << 20;

    private final AtomicLong left;

    public SeriesBudget() {
        this(MOST_BYTES);
    }

    SeriesBudget(long bytes) {
        left = new AtomicLong(bytes);
    }

    @Override
    public boolean take(long bytes) {
        long before = left.getAndUpdate(now -> now < bytes ? now : now - bytes);
        return before >= bytes;
    }

    @Override
    public void give(long bytes) {
        left.addAndGet(bytes);
    }

    long left() {
        return left.get();
    }
}
