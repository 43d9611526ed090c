package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Field;
import java.util.Locale;
import java.util.regex.Pattern;

/** Titles of columns, as people read them. Machines get the names. */
public final class ColumnTitle {
    private static final Pattern UNIT = Pattern.compile("(?<=.)_(?:ns|us|ms|s|sec|secs|nanos|micros|millis)$");

    private ColumnTitle() {
    }

    /** @param name that the column has, mostly the field's */
    public static String of(String name, Field field) {
        return of(name, ShowRule.named(field.show()).orElse(ShowRule.NONE));
    }

    /** Leaves a unit out of the name where each value says its own: {@code duration_ns} has values such as {@code 5 s}. */
    static String of(String name, ShowRule show) {
        String title = show.span() || show.time() ? UNIT.matcher(name).replaceFirst("") : name;
        return title.toUpperCase(Locale.ROOT);
    }
}
