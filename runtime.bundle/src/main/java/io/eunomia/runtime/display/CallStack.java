package io.eunomia.runtime.display;

import java.util.List;

/**
 * A call stack as it was resolved when it was read first.
 *
 * @param frames the function that was running, the one that had called it, and so on; empty if there is no stack
 * @param missing why a stack is not there though the program asked for it; empty for a stack, and where there is none, as in
 *     user space for a thread of the kernel
 */
public record CallStack(List<StackFrame> frames, String missing) {
    /** What a thread has that has no stack. */
    public static final CallStack NONE = new CallStack(List.of(), "");

    public CallStack {
        frames = List.copyOf(frames);
    }

    public static CallStack missing(String why) {
        return new CallStack(List.of(), why);
    }
}
