package io.eunomia.runtime.internal.stack;

/** Whose addresses a stack has. */
public enum StackSpace {
    KERNEL, USER,
    /** Nothing says whose; each address does. */
    BY_ADDRESS;

    /** Tells whether an address is the kernel's. On the machines that are supported its half of the addresses has the highest bit. */
    boolean kernel(long address) {
        return this == KERNEL || this == BY_ADDRESS && address < 0;
    }
}
