package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.display.StackFrame;

/** Says which functions addresses are in. Any thread. */
public interface FrameNames {
    StackFrame kernel(long address);

    /** @param pid of a process that may have ended */
    StackFrame user(int pid, long address);

    /** Shows an address of which nothing is known. */
    static StackFrame unknown(long address, boolean kernel) {
        return new StackFrame(String.format("0x%x", address), "", address, 0, kernel, false);
    }

    /** Returns names for which Java virtual machines are asked what they have compiled. */
    default FrameNames withJvmMaps() {
        return this;
    }
}
