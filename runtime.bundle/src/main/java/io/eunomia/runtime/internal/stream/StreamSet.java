package io.eunomia.runtime.internal.stream;

import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ring.EventReader;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.closing.Closer;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.KernelClock;
import io.eunomia.runtime.internal.display.DisplayPlan;
import io.eunomia.runtime.internal.display.DisplaySet;
import io.eunomia.runtime.internal.display.MapDisplay;
import io.eunomia.runtime.internal.persist.PinnedRun;
import io.eunomia.runtime.internal.printk.PrintkObserver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Reads the streams of one version of a tracker. It is prepared when the readers are open, and reads from {@link #begin} or
 * {@link #goOn} to {@link #finish}. Owns the readers; the object stays its owner's and must be closed after this.
 */
public final class StreamSet implements AutoCloseable {
    /** Pages of a perf buffer for each CPU, as many as libbpf-tools use. */
    private static final int PERF_PAGES = 64;

    private final TrackerHub hub;
    private final EventLoop loop;
    private final KernelClock clock;
    private final List<CompiledSchema> schemas;
    private final List<RingStream> rings = new ArrayList<>();
    private final List<TableStream> tables = new ArrayList<>();
    private final List<IteratorStream> iterators = new ArrayList<>();
    private final DisplaySet displays;
    /** The one ring that is not the object's own and goes with the process; null when there is none. */
    private RingStream printed;
    private int waitedFor;
    private boolean closed;

    private StreamSet(TrackerHub hub, StreamSupport support, List<CompiledSchema> schemas, DisplaySet displays) {
        this.hub = hub;
        this.displays = displays;
        this.loop = support.loop();
        this.clock = support.clock();
        this.schemas = schemas;
    }

    /**
     * Opens a reader for each stream, so that everything from the first event on is kept.
     *
     * @param shared maps that existed before, which the previous version may read
     * @param kept names of maps that were carried over from the previous version
     * @param printk sees what the object's programs print; null when no stream shows that
     */
    public static StreamSet prepare(TrackerHub hub, StreamSupport support, BpfObject object, List<StreamSpec> streams,
            List<DisplayPlan> displays, Set<String> shared, Set<String> kept, PrintkObserver printk) {
        StreamSet set = new StreamSet(hub, support, streams.stream().map(StreamSpec::schema).toList(), new DisplaySet(
                hub.displays(), displays, object, kept, support.ticker(), support.awaitInvocations(), support.clock(),
                support.series(), support.names()));
        try {
            for (int i = 0; i < streams.size(); i++) {
                set.open(i, support, object, streams.get(i), shared, printk);
            }
            return set;
        } catch (RuntimeException e) {
            set.close();
            throw e;
        }
    }

    private void open(int index, StreamSupport support, BpfObject object, StreamSpec spec, Set<String> shared,
            PrintkObserver printk) {
        if (spec.feed() instanceof Feed.Table table) {
            tables.add(new TableStream(hub, index, spec.schema(), plan(object, table, support.awaitInvocations()),
                    support.ticker(), support.clock(), rows(table)));
        } else if (spec.feed() instanceof Feed.Iterator iterator) {
            iterators.add(new IteratorStream(hub, index, spec.schema(), iterator, object.program(iterator.program()),
                    support.ticker()));
        } else if (spec.feed() instanceof Feed.Printk) {
            LongSupplier refused = lossCounter(printk.object(), PrintkObserver.NAME);
            printed = new RingStream(hub, index, printk.object().openReader(PrintkObserver.NAME, PERF_PAGES),
                    () -> refused.getAsLong() + printk.missed(), clock);
            rings.add(printed);
        } else {
            rings.add(ring(index, object, spec.schema().map(), shared));
        }
    }

    /** Returns the names of the iterators that are read only on demand. */
    public List<String> onDemand() {
        return iterators.stream().filter(IteratorStream::onDemand).map(one -> one.schema().stream()).toList();
    }

    /**
     * Runs iterators once, for one reader.
     *
     * @param stream one of them; empty for all
     * @throws TrackerException when there is none, or the filter is wrong
     */
    public Subscription read(String stream, SubscriptionOptions options) {
        List<IteratorStream> wanted = iterators.stream()
                .filter(one -> stream.isEmpty() || one.schema().stream().equals(stream)).toList();
        if (wanted.isEmpty()) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, stream.isEmpty()
                    ? "it has no iterator to be read" : "it has no iterator \"" + stream + '"', iterators.isEmpty()
                    ? "its events come by themselves: follow them" : "it has " + String.join(", ",
                            iterators.stream().map(one -> one.schema().stream()).toList())));
        }
        return new IteratorReading(hub, wanted, options);
    }

    public List<EventSchema> schemas() {
        return List.copyOf(schemas);
    }

    private TableRows rows(Feed.Table table) {
        MapDisplay display = displays.of(table.display());
        if (table.drain()) {
            displays.fedByStream(display);
        }
        return new TableRows(display, displays, table.drain(), table.rows());
    }

    /** Begins a run of its own: who subscribes from now on gets its events once they are {@link #read}. */
    public void announce() {
        displays.announce(Instant.now());
        hub.begin(schemas);
    }

    /**
     * Goes on where the rings' readers in a former process ended. Events keep their order and get the numbers after those of
     * the former process; what waits is read no faster than subscribers take it.
     *
     * @param unbroken whether all programs ran while no process read
     * @param countedSince when programs began to count in its maps
     */
    public void goOnAfter(PinnedRun former, boolean unbroken, Instant countedSince) {
        boolean ordered = former.end() != null;
        long noted = rings.stream().mapToLong(RingStream::notedSequence).max().orElse(0);
        // A process that was killed may have numbered the records of one more round.
        long last = ordered ? Math.max(noted, former.end().sequence()) : noted + RingStream.MOST_OF_A_ROUND;
        displays.countedSince(countedSince);
        boolean whole = ordered && unbroken && notKept().isEmpty();
        hub.goOnAfter(new FormerEpoch(former.objects().epoch(), last, whole));
        rings.forEach(RingStream::catchUp);
        read();
    }

    /** Returns the names of the streams that miss what is written while no process reads. */
    public List<String> notKept() {
        return rings.stream().filter(ring -> ring == printed || !ring.keepsUnread()).map(ring -> schemas.get(ring.index()).stream()).toList();
    }

    /** Keeps the rings from filling while the previous version finishes; nothing is shown yet. */
    public void stage() {
        rings.forEach(RingStream::stage);
    }

    /** Begins to read in place of the previous version, which has finished. */
    public void goOn(Notice.Updated notice) {
        displays.goOn();
        hub.goOn(schemas, notice);
        read();
    }

    /** Begins to read. */
    public void read() {
        for (RingStream ring : rings) {
            ring.begun();
            loop.add(ring);
            waitedFor++;
        }
        tables.forEach(TableStream::start);
        displays.start();
        iterators.forEach(IteratorStream::start);
    }

    private RingStream ring(int index, BpfObject object, String map, Set<String> shared) {
        if (shared.contains(map) && object.map(map).type() == MapType.RINGBUF) {
            return RingStream.shared(hub, index, () -> object.openReader(map, PERF_PAGES), lossCounter(object, map),
                    clock);
        }
        EventReader reader = object.openReader(map, PERF_PAGES);
        LongSupplier losses = object.map(map).type() == MapType.PERF_EVENT_ARRAY ? reader::lost
                : lossCounter(object, map);
        return new RingStream(hub, index, reader, losses, clock);
    }

    private static TableStream.Plan plan(BpfObject object, Feed.Table table, Runnable awaitInvocations) {
        BpfMap map = object.map(table.map());
        LongSupplier losses = lossCounter(object, table.map());
        if (table.twin().isEmpty()) {
            return new TableStream.Plan(map, null, next -> { }, table.interval(), table.sort(), table.top(),
                    table.drain(), losses);
        }
        LongSupplier twinLosses = lossCounter(object, table.twin());
        LongSupplier both = losses == null || twinLosses == null ? null
                : () -> losses.getAsLong() + twinLosses.getAsLong();
        return new TableStream.Plan(map, object.map(table.twin()), next -> {
            setU32(object, table.active(), next);
            awaitInvocations.run();
        }, table.interval(), table.sort(), table.top(), table.drain(), both);
    }

    private static void setU32(BpfObject object, String global, int value) {
        object.writeGlobal(global, ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(0, value)
                .array());
    }

    /** Returns the counter {@code __u64 MAP_lost} of a map, see trackers/include/eunomia.bpf.h. */
    private static LongSupplier lossCounter(BpfObject object, String map) {
        String name = map + "_lost";
        for (GlobalVariable global : object.globals()) {
            if (global.name().equals(name) && global.size() == Long.BYTES) {
                return () -> ByteBuffer.wrap(object.readGlobal(name)).order(ByteOrder.nativeOrder()).getLong();
            }
        }
        return null;
    }

    /** Updates the ledger from the kernel's counters. */
    public void checkLosses() {
        rings.forEach(RingStream::checkLosses);
        tables.forEach(TableStream::checkLosses);
    }

    /** Reads every ring to its end; called once all programs are detached. Afterwards only {@link #close} may be called. */
    public void finish() {
        letGo();
        new Closer().each(rings, RingStream::finish).each(tables, TableStream::finish).run(displays::finish)
                .each(iterators, IteratorStream::finish).rethrow();
    }

    /** Ends the reading where it stands; what the rings hold is left for the next process. */
    public void leave() {
        letGo();
        new Closer().each(rings, RingStream::checkLosses).each(tables, TableStream::close)
                .run(displays::close).each(iterators, IteratorStream::finish).rethrow();
    }

    private void letGo() {
        while (waitedFor > 0) {
            loop.remove(rings.get(--waitedFor));
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        letGo();
        new Closer().each(tables, TableStream::close).run(displays::close).each(iterators, IteratorStream::close)
                .each(rings, RingStream::close).rethrow();
    }
}
