package io.eunomia.runtime.internal.display;

import io.eunomia.libbpf.BpfObject;
import io.eunomia.runtime.internal.decode.KernelClock;
import io.eunomia.runtime.internal.stack.FrameNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The displays of one version of a tracker. It drains those that are drained, at their intervals; others cost nothing until they are read. */
public final class DisplaySet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DisplaySet.class);

    private final TrackerDisplays tracker;
    private final List<MapDisplay> displays;
    private final Set<String> kept;
    private final ScheduledExecutorService ticker;
    /** Names of displays whose maps are drained by a stream of rows. */
    private final Set<String> fed = new HashSet<>();
    private final List<Future<?>> ticking = new ArrayList<>();

    /** @param kept names of maps that were carried over from the version before */
    public DisplaySet(TrackerDisplays tracker, List<DisplayPlan> plans, BpfObject object, Set<String> kept,
            ScheduledExecutorService ticker, Runnable awaitInvocations, KernelClock clock, SeriesBudget budget, FrameNames names) {
        this.tracker = tracker;
        this.displays = plans.stream().map(plan -> new MapDisplay(plan, object, awaitInvocations, clock, budget, names))
                .toList();
        this.kept = Set.copyOf(kept);
        this.ticker = ticker;
    }

    /** Returns a display. @param name of one that there is */
    public MapDisplay of(String name) {
        return displays.stream().filter(one -> one.plan().info().name().equals(name)).findFirst().orElseThrow();
    }

    /** Leaves the draining of a display to the stream of rows that shows the same map. */
    public void fedByStream(MapDisplay display) {
        fed.add(display.plan().info().name());
    }

    /** Adds what a stream of rows has drained. */
    public void add(MapDisplay display, Series came) {
        tracker.require(display.plan().info().name()).add(display, came);
    }

    /** Begins a run. @param since when programs count in its maps */
    public void announce(Instant since) {
        tracker.begin(displays, since);
    }

    /** Says since when programs count in its maps, of a run that goes on. */
    public void countedSince(Instant since) {
        tracker.countedSince(since);
    }

    public void goOn() {
        tracker.goOn(displays, kept);
    }

    /** Begins to drain. */
    public void start() {
        for (MapDisplay display : displays) {
            if (display.plan().info().drained() && !fed.contains(display.plan().info().name())) {
                long millis = display.plan().info().interval().toMillis();
                ticking.add(ticker.scheduleAtFixedRate(() -> tick(display), millis, millis, TimeUnit.MILLISECONDS));
            }
        }
    }

    private void tick(MapDisplay display) {
        try {
            tracker.require(display.plan().info().name()).drain(display);
        } catch (RuntimeException e) {
            LOG.warn("display {} could not be drained; it is tried again in {}", display.plan().info().name(),
                    display.plan().info().interval(), e);
        }
    }

    /** Drains what is left; called when no program writes any more. */
    public void finish() {
        cancel();
        for (MapDisplay display : displays) {
            String name = display.plan().info().name();
            tracker.require(name).finish(display, fed.contains(name));
        }
    }

    private void cancel() {
        ticking.forEach(one -> one.cancel(false));
        ticking.clear();
    }

    @Override
    public void close() {
        cancel();
        displays.forEach(MapDisplay::close);
    }
}
