package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.metric.MetricReader;
import io.eunomia.runtime.metric.MetricSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The displays of a running tracker, by name, through its versions. Any thread. */
public final class TrackerDisplays {
    private Map<String, DisplayChannel> channels = new LinkedHashMap<>();

    /** Begins a run. @param since when programs count in its maps */
    public synchronized void begin(List<MapDisplay> displays, Instant since) {
        channels = new LinkedHashMap<>();
        displays.forEach(display -> channels.put(display.plan().info().name(), new DisplayChannel(display, since)));
    }

    /** Says since when programs count, of a run that was begun by a former process; those who read already go on. */
    synchronized void countedSince(Instant since) {
        channels.values().forEach(channel -> channel.countedSince(since));
    }

    /**
     * Goes on with the next version; displays that it does not have end.
     *
     * @param kept names of maps that were carried over
     */
    public synchronized void goOn(List<MapDisplay> displays, Set<String> kept) {
        Map<String, DisplayChannel> next = new LinkedHashMap<>();
        for (MapDisplay display : displays) {
            String name = display.plan().info().name();
            DisplayChannel channel = channels.remove(name);
            if (channel == null) {
                next.put(name, new DisplayChannel(display, Instant.now()));
            } else {
                channel.goOn(display, kept.contains(display.plan().source().map()));
                next.put(name, channel);
            }
        }
        channels.values().forEach(channel -> channel.end(new Notice.Ended(Notice.End.STOPPED,
                "the version that the tracker was updated to has no such display")));
        channels = next;
    }

    /** Ends all of them; their readers get their last reading. */
    public synchronized void end(Notice.Ended reason) {
        channels.values().forEach(channel -> channel.end(reason));
    }

    public synchronized List<DisplayInfo> list() {
        return channels.values().stream().map(DisplayChannel::info).toList();
    }

    public synchronized List<MetricSpec> metrics() {
        return channels.values().stream().map(DisplayChannel::metric).flatMap(Optional::stream).toList();
    }

    /** Follows a display that is a metric. @throws TrackerException naming those that are */
    public MetricReader metric(String name) {
        DisplayChannel channel = require(name);
        return channel.metric().map(spec -> new MetricFollower(spec, channel)).orElseThrow(() -> {
            List<String> names = metrics().stream().map(MetricSpec::display).toList();
            return new TrackerException(Failure.of(FailureKind.NOT_FOUND, "display \"" + name + "\" is no metric", names.isEmpty()
                    ? "a package says so: \"metric\": {\"name\": \"…\"}" : "metrics are " + String.join(", ", names)));
        });
    }

    /** Reads what there is since a display began. */
    public DisplayReading read(String name) {
        return require(name).snapshot();
    }

    /** Opens a reader. @param all whether its first reading is of all that there was since the display began */
    public DisplayReader open(String name, boolean all) {
        return open(name, all, RowOrder.NONE);
    }

    /** Opens one that gets rows in an order of its own. */
    public DisplayReader open(String name, boolean all, RowOrder order) {
        return require(name).open(all, order);
    }

    /** Returns a channel. @throws TrackerException naming those that there are */
    public synchronized DisplayChannel require(String name) {
        DisplayChannel channel = channels.get(name);
        if (channel == null) {
            List<String> names = new ArrayList<>(channels.keySet());
            throw new TrackerException(Failure.of(FailureKind.NOT_FOUND, "it has no display \"" + name + '"', names.isEmpty()
                    ? "it has none at all; --table MAP shows one of its maps" : "it has " + String.join(", ", names)));
        }
        return channel;
    }
}
