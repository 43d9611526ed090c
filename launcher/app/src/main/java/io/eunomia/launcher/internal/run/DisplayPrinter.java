package io.eunomia.launcher.internal.run;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.event.Utf8Sink;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Prints the displays of a tracker at their intervals, and the last reading of each at the end. Displays of one interval are
 * printed one after the other, by one thread.
 */
final class DisplayPrinter {
    private static final long END_MILLIS = 10_000;

    private final OutputStream out;
    private final Shown shown;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong readings = new AtomicLong();

    /**
     * How displays are shown.
     *
     * @param interval zero for that of each display
     * @param order of the rows of those displays that have its column
     * @param limit of readings, after which {@code full} is called; 0 for none
     */
    record Shown(DisplayFormat format, int width, Duration interval, long limit, Runnable full, RowOrder order) {

        /** The order for a display; several displays have different columns, and some none to be ordered by. */
        RowOrder of(DisplayInfo display) {
            return orders(display) ? order : new RowOrder("", Optional.empty(), order.top());
        }

        private boolean orders(DisplayInfo display) {
            boolean histogram = display.kind() == DisplayKind.LOG2 || display.kind() == DisplayKind.LINEAR;
            return !histogram && (display.key().contains(order.column()) || display.columns().contains(order.column()));
        }
    }

    DisplayPrinter(OutputStream out, Shown shown) {
        this.out = out;
        this.shown = shown;
    }

    /** Returns the displays that are shown unasked, without those whose rows are events anyway. */
    static List<DisplayInfo> of(Tracker tracker) {
        return tracker.displays().stream().filter(DisplayInfo::shown)
                .filter(info -> tracker.streams().stream().noneMatch(stream -> stream.stream().equals(info.name()))).toList();
    }

    /** @throws TrackerException when none of the displays can be ordered as it is wanted */
    void start(Tracker tracker, List<DisplayInfo> displays) {
        if (!shown.order().column().isEmpty() && displays.stream().noneMatch(shown::orders)) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "no display that is shown has a column \"" + shown.order().column()
                    + "\" to be ordered by", displays.isEmpty() ? "rows of events come as they are; eunomia start it, and eunomia displays NAME DISPLAY --sort COLUMN" : "they have " + String.join("; ", displays.stream()
                            .map(one -> one.name() + ": " + String.join(", ", one.key()) + ", " + String.join(", ", one.columns())).toList())));
        }
        Map<Duration, List<DisplayReader>> readers = new LinkedHashMap<>();
        displays.forEach(info -> readers.computeIfAbsent(info.interval(), interval -> new ArrayList<>())
                .add(tracker.follow(info.name(), true, shown.of(info))));
        readers.values().forEach(some -> {
            Thread thread = new Thread(() -> print(some), "eunomia-displays-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        });
    }

    private void print(List<DisplayReader> readers) {
        Utf8Sink text = new Utf8Sink(1024);
        boolean first = true;
        boolean more = true;
        try {
            while (more) {
                more = false;
                for (DisplayReader reader : readers) {
                    Optional<DisplayReading> reading = reader.next(shown.interval());
                    text.clear();
                    if (reading.isPresent()) {
                        more = true;
                        write(reading.get(), first, text);
                    }
                    text.writeTo(out);
                }
                first = false;
                out.flush();
                if (more && readings.incrementAndGet() == shown.limit()) {
                    shown.full().run();
                }
            }
        } catch (IOException e) {
            // Nobody reads the output any more, or it cannot be written: that is for the events' writer to tell, too.
            shown.full().run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes a reading; for people only if there is something in it, or it is the last. */
    private void write(DisplayReading reading, boolean first, Utf8Sink text) {
        if (reading.total() > 0 || reading.last() || shown.format() != DisplayFormat.PLAIN) {
            reading.write(shown.format(), shown.width(), first, text);
        }
    }

    /** Waits until the last readings are printed; the tracker must have been stopped. */
    void await() {
        try {
            for (Thread thread : threads) {
                thread.join(END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
