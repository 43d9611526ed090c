package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.display.StackFrame;

/** Shows functions as their addresses, where nothing says what they are called. */
public final class UnnamedFrames implements FrameNames {
    @Override
    public StackFrame kernel(long address) {
        return FrameNames.unknown(address, true);
    }

    @Override
    public StackFrame user(int pid, long address) {
        return FrameNames.unknown(address, false);
    }
}
