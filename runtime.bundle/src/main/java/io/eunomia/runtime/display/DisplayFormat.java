package io.eunomia.runtime.display;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms in which readings are written. */
public enum DisplayFormat {
    PLAIN, JSON, CSV,
    /** Stacks only: a line for each stack, its frames from the outermost on, as tools that draw flame graphs read it. */
    COLLAPSED,
    /** Stacks only: a flame graph as a page of its own. */
    SVG;

    /** Tells whether only stacks can be written so, one reading and no stream of them. */
    public boolean ofStacks() {
        return this == COLLAPSED || this == SVG;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a format by its name; {@code plain_text} is the name that events have for {@code plain}. */
    public static Optional<DisplayFormat> of(String label) {
        return Arrays.stream(values()).filter(one -> one.label().equals(label) || one == PLAIN && label.equals("plain_text"))
                .findFirst();
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(DisplayFormat::label).toList();
    }
}
