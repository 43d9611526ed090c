package io.eunomia.runtime.display;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a display shows. */
public enum DisplayKind {
    /** Numbers that only grow while their program runs. */
    COUNTER,
    /** Numbers as they are now. */
    GAUGE,
    /** Histograms whose bucket {@code n} counts values from 2^n to less than 2^(n+1); the first has 0 and 1. */
    LOG2,
    /** Histograms whose bucket {@code n} counts the value {@code min + n * step}, or the values from there to the next. */
    LINEAR,
    /** Rows of a key and values. */
    TABLE,
    /** Call stacks and what was counted in them. */
    STACKS;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean histogram() {
        return this == LOG2 || this == LINEAR;
    }

    public static Optional<DisplayKind> of(String label) {
        return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(DisplayKind::label).toList();
    }
}
