package io.eunomia.launcher.internal.run;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartedTracker;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.control.EventRequest;
import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayKind;
import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.event.EventDrain;
import io.eunomia.runtime.event.EventDrain.Bounds;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.event.TextOutlet;
import io.eunomia.runtime.event.TextOutput;
import io.eunomia.shell.text.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Runs one tracker, prints its events and displays, stops it and prints its loss ledger.
 *
 * @param out where the events go
 * @param messages where everything else goes
 */
public record ForegroundRun(TrackerManager manager, EventFormat format, Request request, OutputStream out,
        PrintStream messages) {
    /** The size is enough for bursts of 100,000 events of 64 bytes while the terminal scrolls. */
    private static final int BUFFER_BYTES = 8 << 20;
    private static final Duration WHOLE_RUN = Duration.ofDays(3650);

    /**
     * Says what is run.
     *
     * @param events that are shown, and when it ends
     * @param interval at which displays are shown, zero for their own
     * @param width of the terminal in columns
     * @param order of the rows of displays
     * @param picture the form in which the stacks of the whole run are written at its end, in place of all else
     */
    public record Request(PackageSource source, StartOptions options, EventRequest events, Duration interval, int width,
            Optional<DisplayFormat> picture, RowOrder order) {
    }

    /**
     * Runs the tracker until the limit, the duration or the end is reached or nobody reads the output any more; the tracker
     * is then stopped.
     *
     * @throws io.eunomia.runtime.TrackerException when it cannot run
     * @throws UncheckedIOException when the events cannot be written, though nobody left
     */
    public void execute(EndRequest end) {
        StartedTracker started = manager.start(request.source(), request.options(), subscription());
        try {
            follow(started, end);
        } finally {
            manager.stop(started.tracker().id());
        }
    }

    /** Tells whether nothing would come by itself: then its iterators are read once. */
    private static boolean isSnapshot(Tracker tracker) {
        return !tracker.onDemand().isEmpty() && tracker.onDemand().size() == tracker.streams().size();
    }

    private SubscriptionOptions subscription() {
        return new SubscriptionOptions("terminal", request.events().filter(), BUFFER_BYTES)
                .enriched(request.events().additions());
    }

    private Subscription events(StartedTracker started) {
        if (!isSnapshot(started.tracker())) {
            return started.events();
        }
        started.events().close();
        return started.tracker().read("", subscription());
    }

    /** Returns the displays that are printed beside the events, in formats in which both can stand beside one another. */
    private List<DisplayInfo> displays(Tracker tracker) {
        if (request.picture().isPresent()) {
            return List.of(stacks(tracker, request.picture().get()));
        }
        List<DisplayInfo> shown = DisplayPrinter.of(tracker);
        boolean table = DisplayFormat.of(format.name()).equals(Optional.of(DisplayFormat.CSV));
        if (!shown.isEmpty() && (DisplayFormat.of(format.name()).isEmpty() || table && (!tracker.streams().isEmpty() || shown.size() > 1))) {
            messages.println("eunomia: warning: displays are not shown in this format, since a table of " + format.name()
                    + " is of one kind: " + String.join(", ", shown.stream().map(DisplayInfo::name).toList()) + "; -o json shows all");
            return List.of();
        }
        return shown;
    }

    /** Chooses what a picture shows. @throws TrackerException when there are no stacks */
    private DisplayInfo stacks(Tracker tracker, DisplayFormat form) {
        List<DisplayInfo> stacks = tracker.displays().stream().filter(one -> one.kind() == DisplayKind.STACKS)
                .sorted(Comparator.comparing(DisplayInfo::shown).reversed()).toList();
        if (stacks.isEmpty()) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, form.label() + " is a form of stacks, and this tracker shows none",
                    "--stacks MAP shows one of its maps as stacks"));
        }
        if (stacks.size() > 1 && stacks.get(1).shown()) {
            messages.println("eunomia: warning: " + form.label() + " shows one display, " + stacks.get(0).name() + ", and not "
                    + String.join(", ", stacks.stream().skip(1).filter(DisplayInfo::shown).map(DisplayInfo::name).toList()));
        }
        if (!tracker.streams().isEmpty()) {
            messages.println("eunomia: warning: events are not shown in the form " + form.label());
        }
        return stacks.get(0);
    }

    private DisplayPrinter printer(Tracker tracker, OutputStream shared, EndRequest end) {
        if (request.picture().isPresent()) {
            // A reader that has read nothing before gets all of the run at its end.
            return new DisplayPrinter(shared, new DisplayPrinter.Shown(request.picture().get(), request.width(), WHOLE_RUN, 0, end::make, request.order()));
        }
        return new DisplayPrinter(shared, new DisplayPrinter.Shown(DisplayFormat.of(format.name()).orElse(DisplayFormat.PLAIN),
                request.width(), request.interval(), tracker.streams().isEmpty() ? request.events().bounds().events() : 0, end::make,
                request.order()));
    }

    private void follow(StartedTracker running, EndRequest end) {
        Tracker tracker = running.tracker();
        tracker.notAttached().forEach(program -> messages.println("eunomia: warning: runs without " + program.program()
                + ": " + program.failure().message()));
        tracker.warnings().forEach(warning -> messages.println("eunomia: warning: " + warning));
        long started = System.nanoTime();
        OutputStream shared = new SharedOutput(out);
        List<DisplayInfo> shown = displays(tracker);
        OutputStream events = request.picture().isPresent() ? OutputStream.nullOutputStream() : shared;
        DisplayPrinter displays = printer(tracker, shared, end);
        Subscription subscription = events(running);
        try {
            displays.start(tracker, shown);
            end.whenMade(subscription::close);
            HeldEnd writer = new HeldEnd(format.fitted(request.events().width()).newWriter(subscription.streams(), request.events().fields()),
                    shown.isEmpty() || !tracker.streams().isEmpty());
            new EventDrain(subscription, new TextOutlet(writer, TextOutput.to(events)), request.events().bounds())
                    .run(Bounds.LONGEST);
            manager.stop(tracker.id());
            displays.await();
            writer.writeTo(events);
        } catch (IOException e) {
            end.make();
            if (!Terminal.isRead(1)) {
                throw new UncheckedIOException("the events cannot be written: " + e.getMessage(), e);
            }
            // The reader of the output has left, as head does: that is an end like any other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            subscription.close();
            manager.stop(tracker.id());
            displays.await();
            new Ledger(tracker.name(), tracker.stats(), subscription, Duration.ofNanos(System.nanoTime() - started))
                    .print(messages);
        }
    }
}
