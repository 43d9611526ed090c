package io.eunomia.runtime.internal.inference.code;

/** Limits how many instructions are followed, so that an object's branches cannot ask for more. Confined to one thread. */
public final class Budget {
    private int left;

    public Budget(int instructions) {
        this.left = instructions;
    }

    boolean take() {
        return left-- > 0;
    }

    /** Takes the cost of merging states with this many pieces of memory. */
    void takeFor(int cells) {
        left -= cells / 8;
    }

    /** Tells whether the budget was too small, so that not everything was found. */
    public boolean exhausted() {
        return left < 0;
    }
}
