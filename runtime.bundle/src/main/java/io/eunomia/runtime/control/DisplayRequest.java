package io.eunomia.runtime.control;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.display.RowOrder;
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
 * @param order of the rows
 * @param pages whether each reading in plain text begins with a form feed, for who shows one in the place of the other
 */
public record DisplayRequest(DisplayFormat format, Optional<Duration> interval, Bounds bounds, int width, boolean all, RowOrder order,
        boolean pages) {
    /** Asks for readings one after the other, with rows in the order that they have. */
    public DisplayRequest(DisplayFormat format, Optional<Duration> interval, Bounds bounds, int width, boolean all) {
        this(format, interval, bounds, width, all, RowOrder.NONE, false);
    }

    /** The width of text that goes to no terminal. */
    public static final int DEFAULT_WIDTH = 80;

    /** Asks for one reading. */
    public static DisplayRequest once(DisplayFormat format, int width) {
        return new DisplayRequest(format, Optional.empty(), Bounds.NONE, width, true);
    }

    /** Checks that a display can be had so. @throws TrackerException of kind BAD_REQUEST saying why not */
    void require(Optional<DisplayInfo> display) {
        if (!format.ofStacks()) {
            return;
        }
        if (display.isPresent() && display.get().kind() != DisplayKind.STACKS) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, format.label() + " is a form of stacks, and display "
                    + display.get().name() + " is of kind " + display.get().kind().label(), "plain, json and csv show it"));
        }
        if (interval.isPresent()) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, format.label() + " is one picture, and no stream of them",
                    "leave out the interval; json has a reading each time"));
        }
    }
}
