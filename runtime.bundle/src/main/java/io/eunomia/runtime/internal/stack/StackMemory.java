package io.eunomia.runtime.internal.stack;

/** A bound for the memory of stacks, which others share. Any thread. */
public interface StackMemory {
    /** Takes memory. @return whether there is as much */
    boolean take(long bytes);

    void give(long bytes);
}
