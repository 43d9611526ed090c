package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.display.CallStack;

/**
 * The numbers of stacks that there are not. A program puts down what {@code bpf_get_stackid} returned, which is a negative
 * {@code errno} where there was no stack; our own reasons are below those.
 */
final class StackNumbers {
    /** Our own reasons why there is no stack. */
    static final int GONE = -10_001;
    static final int TAKEN_OVER = -10_002;
    static final int NOT_KEPT = -10_003;
    /** A thread has no such stack: EFAULT. */
    static final int NONE = -14;

    private static final int EPERM = -1;
    private static final int ENOMEM = -12;
    private static final int EEXIST = -17;

    private StackNumbers() {
    }

    /** Says what a negative number means. */
    static CallStack meaning(int number) {
        return switch (number) {
            // Tools of libbpf-tools put down -1 where they ask for no stack; the kernel says EFAULT where there is none.
            case EPERM, NONE -> CallStack.NONE;
            case EEXIST -> CallStack.missing("missed: another stack has its place in the stack map");
            case ENOMEM -> CallStack.missing("missed: the stack map is full");
            case GONE -> CallStack.missing("missed: it is gone from the stack map");
            case TAKEN_OVER -> CallStack.missing("missed: its place in the stack map was taken over");
            case NOT_KEPT -> CallStack.missing("not kept: there are too many stacks");
            default -> CallStack.missing("missed: error " + -number);
        };
    }
}
