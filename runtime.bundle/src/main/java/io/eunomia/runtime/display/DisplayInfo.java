package io.eunomia.runtime.display;

import java.time.Duration;
import java.util.List;

/**
 * Describes a display of a running tracker.
 *
 * @param map whose entries it shows; a data section such as {@code .bss} for global variables
 * @param unit of the values that a histogram counts, or of a counter's numbers; empty if it is not known
 * @param interval at which it is drained, and at which it is shown unless a reader asks for another interval
 * @param drained whether the engine takes what it shows out of the map at each interval, and adds it up; else the map itself
 *     holds the sums
 * @param guessed whether its form was concluded from the types of the object, since the package says nothing about the map
 * @param shown whether {@code run} shows it without being asked
 * @param note what was concluded, and what is not known; empty if the package says everything
 * @param key names of the columns that tell rows apart
 * @param columns names of the columns with values
 */
public record DisplayInfo(String name, DisplayKind kind, String map, String unit, Duration interval, boolean drained,
        boolean guessed, boolean shown, String note, List<String> key, List<String> columns) {
    /** The shortest interval at which a display is drained or shown. */
    public static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);

    public DisplayInfo {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }
}
