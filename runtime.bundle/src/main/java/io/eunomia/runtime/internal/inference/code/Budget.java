package io.eunomia.runtime.internal.inference.code;

/** How many instructions may still be followed: an object's branches cannot ask for more. Confined to one thread. */
public final class Budget {
    private int left;

    public Budget(int instructions) {
        this.left = instructions;
    }

    boolean take() {
        return left-- > 0;
    }

    /** Takes what it costs to put states of this many pieces of memory together. */
    void takeFor(int cells) {
        left -= cells / 8;
    }

    /** Whether it was too little, so that what was found is not all. */
    public boolean exhausted() {
        return left < 0;
    }
}
