package io.eunomia.runtime.setting;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One value that a component is configured with. Config Admin's value counts; without one, and without Config Admin, it is
 * the framework property of the same name. Immutable.
 *
 * @param name the same in both places
 * @param text what was given, or empty; a blank text counts as not given, since forms for configurations write it
 */
public record Setting(String name, Optional<String> text) {

    /**
     * Looks in both places.
     *
     * @param configured Config Admin's value, or null
     * @param framework gives a framework property, or null, as {@code BundleContext.getProperty} does
     */
    public static Setting of(String name, String configured, UnaryOperator<String> framework) {
        return new Setting(name, given(configured).or(() -> given(framework.apply(name))));
    }

    private static Optional<String> given(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(given -> !given.isEmpty());
    }

    /** Says whether it is {@code true}; anything else is false, as for other properties of a framework. */
    public boolean isTrue() {
        return text.map(Boolean::parseBoolean).orElse(false);
    }

    /** Returns the path, or empty. */
    public Optional<Path> path() {
        return text.map(Path::of);
    }

    /**
     * Returns the number, from {@code least} to {@code most}, or {@code fallback} without one.
     *
     * @throws IllegalArgumentException naming the setting, what was given, and the numbers that may be given
     */
    public long number(long least, long most, long fallback) {
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The exception below covers this too, as it does numbers out of range.
        }
        throw new IllegalArgumentException(name + " is \"" + text.get() + "\"; a number from " + least + " to " + most
                + " is expected");
    }
}
