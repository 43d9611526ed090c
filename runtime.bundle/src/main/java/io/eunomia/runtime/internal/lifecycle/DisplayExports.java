package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.export.DisplayExport;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.closing.Closer;
import io.eunomia.runtime.internal.export.ReadingPump;
import io.eunomia.runtime.internal.export.RegisteredHandlers.Registered;
import io.eunomia.runtime.internal.export.RunningExport;
import io.eunomia.runtime.view.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens exports of a tracker's displays, by the settings {@link ExportHandler#DISPLAYS} and {@link ExportHandler#INTERVAL}. */
final class DisplayExports {
    private static final String ALL = "*";
    private static final String PLACE = "/export_handlers";

    private DisplayExports() {
    }

    /**
     * Opens one.
     *
     * @param handler empty if the tracker's own bundle is about to bring it
     * @throws TrackerException when there is no such display, or the handler takes none
     */
    static RunningExport open(Tracker tracker, ExportRequest request, Optional<Registered> handler) {
        Map<String, String> settings = new HashMap<>(request.arguments());
        List<DisplayInfo> displays = displays(tracker, settings.remove(ExportHandler.DISPLAYS));
        Duration interval = interval(settings.remove(ExportHandler.INTERVAL));
        for (String ofEvents : List.of(ExportHandler.FILTER, ExportHandler.ENRICH)) {
            if (settings.containsKey(ofEvents)) {
                throw refused("the setting " + ofEvents + " is about events, and an export of displays has none",
                        "leave it out, or export the events by themselves");
            }
        }
        Registered found = handler.orElseThrow(() -> refused("the tracker's own bundle brings the export handler \"" + request.handler()
                + "\", but only after the exports of displays are open", "put the handler into a bundle of its own"));
        DisplayExport export = OpenedExport.by(request.handler(), found, one -> one.openDisplays(tracker, displays, settings));
        List<DisplayReader> readers = new ArrayList<>();
        try {
            displays.forEach(display -> readers.add(tracker.follow(display.name(), true)));
            return new ReadingPump(tracker.name() + '/' + request.handler(), export, readers, interval);
        } catch (RuntimeException e) {
            RuntimeException second = new Closer().each(readers, DisplayReader::close).failure();
            if (second != null) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static List<DisplayInfo> displays(Tracker tracker, String wanted) {
        List<DisplayInfo> all = tracker.displays();
        String there = all.isEmpty() ? "it has none at all; --table MAP shows one of its maps"
                : "it has " + all.stream().map(DisplayInfo::name).collect(Collectors.joining(", "));
        List<String> names = OpenedExport.names(wanted);
        for (String name : names) {
            if (!name.equals(ALL) && all.stream().noneMatch(display -> display.name().equals(name))) {
                throw refused("tracker \"" + tracker.name() + "\" has no display \"" + name + "\" to export", there);
            }
        }
        List<DisplayInfo> chosen = all.stream().filter(display -> names.contains(ALL) || names.contains(display.name())).toList();
        if (chosen.isEmpty()) {
            throw refused("tracker \"" + tracker.name() + "\": no display to export", there);
        }
        return chosen;
    }

    /** Reads the interval. @return zero for that of each display */
    private static Duration interval(String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        try {
            Duration interval = Durations.parse(text);
            if (interval.compareTo(DisplayInfo.SHORTEST_INTERVAL) >= 0) {
                return interval;
            }
        } catch (IllegalArgumentException e) {
            // Told below, as one that is too short is.
        }
        throw refused("the interval of an export cannot be \"" + text + '"', "write a span of " + DisplayInfo.SHORTEST_INTERVAL.toMillis() + "ms or more, such as 10s");
    }

    private static TrackerException refused(String message, String hint) {
        return new TrackerException(Failure.at(FailureKind.BAD_REQUEST, PLACE, message, hint));
    }
}
