package io.eunomia.runtime.control;

import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.event.EventDrain.Bounds;
import java.time.Duration;
import java.util.Optional;

/**
 * How a caller wants to have a display.
 *
 * @param interval between readings, zero for the display's own; empty for one reading of all that there was since it began
 * @param bounds when the readings end, counted in readings
 * @param width columns of the terminal, for plain text
 * @param all whether the first of several readings is of all that there was since the display began
 */
public record DisplayRequest(DisplayFormat format, Optional<Duration> interval, Bounds bounds, int width, boolean all) {
    /** The width of text that goes to no terminal. */
    public static final int DEFAULT_WIDTH = 80;

    /** Asks for one reading. */
    public static DisplayRequest once(DisplayFormat format, int width) {
        return new DisplayRequest(format, Optional.empty(), Bounds.NONE, width, true);
    }
}
