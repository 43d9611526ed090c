package io.eunomia.runtime.display;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms in which readings are written. */
public enum DisplayFormat {
    PLAIN, JSON, CSV;

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
