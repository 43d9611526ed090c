package io.eunomia.bench;

/** How much is measured. */
public enum Scale {
    /** Everything once, to see that it works. */
    BRIEF,
    /** For development. */
    QUICK,
    /** What is published. */
    FULL;

    public int pick(int brief, int quick, int full) {
        return switch (this) {
            case BRIEF -> brief;
            case QUICK -> quick;
            case FULL -> full;
        };
    }
}
