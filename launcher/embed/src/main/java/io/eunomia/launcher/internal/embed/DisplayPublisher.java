package io.eunomia.launcher.internal.embed;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.display.DisplayReading;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gives every subscriber a reader of its own of a display, and a thread that reads.
 *
 * @param mappings makes what a subscriber gets out of its readings
 */
public record DisplayPublisher<T>(Tracker tracker, String display, Duration interval, Supplier<Function<DisplayReading, T>> mappings, Pumps pumps)
        implements Flow.Publisher<T> {

    public DisplayPublisher {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("an interval of " + interval + ": zero is that of the display");
        }
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        DisplayReader reader;
        try {
            reader = tracker.follow(display, true);
        } catch (RuntimeException e) {
            Refused.tell(subscriber, e);
            return;
        }
        pumps.start(new DisplayPump<>(reader, interval, mappings.get(), subscriber), "eunomia-flow-" + tracker.name());
    }
}
