package io.eunomia.runtime.internal.stream;

import io.eunomia.libbpf.BpfMap;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.KernelClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A map whose rows are published at an interval, sorted and cut to the first few.
 *
 * <p>With a twin map a drain is exact: programs are sent to the other map first, and the one they left is drained
 * only after every program that might still write to it has ended.
 */
final class TableStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableStream.class);

    /**
     * Describes how the table is read.
     *
     * @param twin second map, or null
     * @param setActive tells the programs which map to write to, 0 or 1; returns when none writes to the other any more;
     *     unused without twin
     * @param sort indices of the fields whose sum orders the rows
     * @param top most rows to publish
     */
    record Plan(BpfMap map, BpfMap twin, IntConsumer setActive, Duration interval, int[] sort, int top, boolean drain,
            LongSupplier losses) {
    }

    private final TrackerHub hub;
    private final int index;
    private final Plan plan;
    private final RowOrder order;
    private final ScheduledExecutorService executor;
    private final KernelClock clock;
    private final TableRows rows;
    private Future<?> ticking;
    private int active;

    TableStream(TrackerHub hub, int index, CompiledSchema schema, Plan plan, ScheduledExecutorService executor,
            KernelClock clock, TableRows rows) {
        this.hub = hub;
        this.index = index;
        this.plan = plan;
        this.order = new RowOrder(schema, plan.sort());
        this.executor = executor;
        this.clock = clock;
        this.rows = rows;
    }

    void start() {
        hub.describe(index, plan.losses() != null, 0);
        long millis = plan.interval().toMillis();
        ticking = executor.scheduleAtFixedRate(this::tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            if (plan.twin() == null || rows.added()) {
                publishUnlessEnded(plan.map());
                return;
            }
            BpfMap left = active == 0 ? plan.map() : plan.twin();
            active = 1 - active;
            plan.setActive().accept(active);
            publishUnlessEnded(left);
        } catch (RuntimeException e) {
            LOG.warn("table {} could not be read; it is tried again in {}", plan.map().name(), plan.interval(), e);
        }
    }

    /** Publishes a map's rows, unless the stream has ended: it has then published all there was. */
    private synchronized void publishUnlessEnded(BpfMap map) {
        if (ticking != null) {
            publish(map);
        }
    }

    private void publish(BpfMap map) {
        clock.keep();
        publish(rows.added() ? rows.sums(false) : rows.entries(map));
    }

    private synchronized void publish(List<ByteBuffer> read) {
        List<ByteBuffer> shown = plan.sort().length > 0 ? order.sorted(read) : read;
        hub.publishBatch(index, shown.subList(0, Math.min(shown.size(), plan.top())));
        checkLosses();
    }

    void checkLosses() {
        if (plan.losses() != null) {
            hub.lost(index, plan.losses());
        }
    }

    /** Publishes the rows left in both maps; called when nothing writes any more. */
    synchronized void finish() {
        cancel();
        if (rows.added()) {
            publish(rows.sums(true));
            return;
        }
        publish(plan.map());
        if (plan.twin() != null) {
            publish(plan.twin());
        }
    }

    private synchronized void cancel() {
        if (ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
    }

    @Override
    public void close() {
        cancel();
    }
}
