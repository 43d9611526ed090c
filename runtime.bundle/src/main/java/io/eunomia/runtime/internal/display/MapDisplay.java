package io.eunomia.runtime.internal.display;

import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.runtime.internal.decode.KernelClock;
import io.eunomia.runtime.internal.decode.RowShape;
import io.eunomia.runtime.internal.stack.FrameNames;
import io.eunomia.runtime.internal.stack.StackBook;
import io.eunomia.runtime.internal.stack.StackRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A display of one loaded object: it reads the map, or takes entries out of it. The map stays the object's. One thread at a
 * time; whoever calls sees to that.
 *
 * <p>Entries of arrays cannot be taken out, and setting them to zero would lose what programs count at that moment. They are
 * left as they are, and what came since the last time is the difference.
 *
 * <p>With a twin map a drain is exact: programs are sent to the other map first, and the one they left is drained only after
 * every program that might still write to it has ended.
 */
public final class MapDisplay implements AutoCloseable {
    private static final int CPU_ALIGNMENT = 8;

    private final DisplayPlan plan;
    private final BpfObject object;
    private final BpfMap map;
    private final BpfMap twin;
    private final Runnable awaitInvocations;
    private final KernelClock clock;
    private final SeriesBudget budget;
    private final byte[] index = new byte[Integer.BYTES];
    private final int cpuStride;
    /** What an array held when it was read last. */
    private Series former;
    private int active;
    private final FrameNames names;
    /** Null for a display without stacks. */
    private final StackRows stacks;

    /** @param awaitInvocations waits until no program runs that was running at the call */
    public MapDisplay(DisplayPlan plan, BpfObject object, Runnable awaitInvocations, KernelClock clock, SeriesBudget budget,
            FrameNames names) {
        this.names = names;
        this.plan = plan;
        this.budget = budget;
        this.object = object;
        this.map = object.map(plan.source().map());
        this.twin = plan.source().twin().isEmpty() ? null : object.map(plan.source().twin());
        this.awaitInvocations = awaitInvocations;
        this.clock = clock;
        this.cpuStride = (plan.source().valueBytes() + CPU_ALIGNMENT - 1) / CPU_ALIGNMENT * CPU_ALIGNMENT;
        this.stacks = plan.stacks().fields().isEmpty() ? null : new StackRows(plan.stacks(), object, awaitInvocations);
        this.former = newSeries();
        if (differs()) {
            scan(map, former, false);
        }
    }

    public DisplayPlan plan() {
        return plan;
    }

    /** Makes rows of this display. @return owned by the caller */
    public Series newSeries() {
        return new Series(plan.shape(), budget);
    }

    /** Makes a book for this display's stacks. @return owned by the caller */
    StackBook newBook() {
        return new StackBook(names, budget, plan.info().drained());
    }

    /** Keeps its stacks in a book from now on, which stays the caller's. */
    void use(StackBook book) {
        if (stacks != null) {
            stacks.use(book);
        }
    }

    KernelClock clock() {
        return clock;
    }

    private boolean differs() {
        return plan.info().drained() && plan.source().array();
    }

    /** Goes on where a display of the same map ended. */
    void goOnAfter(MapDisplay before) {
        former.free();
        former = before.former;
        before.former = before.newSeries();
        active = before.active;
    }

    /** Adds what the map holds. */
    public void read(Series into) {
        begin(false);
        scan(map, into, false);
        if (twin != null) {
            scan(twin, into, false);
        }
    }

    /** Adds what came since the last time, and takes it out of the map. */
    public void drain(Series into) {
        begin(true);
        if (differs()) {
            difference(into);
        } else if (twin == null) {
            scan(map, into, true);
        } else {
            BpfMap left = active == 0 ? map : twin;
            active = 1 - active;
            object.writeGlobal(plan.source().active(), ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder())
                    .putInt(0, active).array());
            awaitInvocations.run();
            scan(left, into, true);
        }
    }

    private void begin(boolean drain) {
        clock.keep();
        if (stacks != null) {
            stacks.begin(drain);
        }
    }

    private void difference(Series into) {
        Series now = newSeries();
        try {
            scan(map, now, false);
        } catch (RuntimeException e) {
            now.free();
            throw e;
        }
        Series came = now.copy();
        came.subtract(former, !plan.source().perCpu());
        former.free();
        former = now;
        into.addAll(came);
        came.free();
    }

    /** Adds all that is left in both maps; called when nothing writes any more. */
    public void drainAll(Series into) {
        if (twin == null || differs()) {
            drain(into);
        } else {
            begin(true);
            scan(map, into, true);
            scan(twin, into, true);
        }
    }

    private void scan(BpfMap from, Series into, boolean drain) {
        from.forEach((key, value) -> add(key, value, into), drain);
    }

    /** Adds an entry as the kernel gives it. */
    public void add(byte[] key, byte[] value, Series into) {
        DisplayPlan.Source source = plan.source();
        if (source.perCpu()) {
            for (int cpu = 0; cpu * cpuStride < value.length; cpu++) {
                put(key, value, cpu * cpuStride, cpu, into);
            }
            return;
        }
        for (int i = 0; i < source.elements(); i++) {
            if (source.array() && isLaterAndEmpty(source, source.index() ? i > 0 : !RowShape.isZero(key, 0, key.length), value, source.at() + i * source.stride())) {
                continue;
            }
            put(source.index() ? index(i) : key, value, source.at() + i * source.stride(), 0, into);
        }
    }

    private void put(byte[] key, byte[] value, int at, int cpu, Series into) {
        if (stacks == null) {
            into.add(key, value, at, cpu);
        } else {
            stacks.take(key, value, at, plan.source().valueBytes());
            into.add(stacks.key(), stacks.value(), 0, cpu);
        }
    }

    /** Empty entries of an array are not shown; the first may be all there is. */
    private static boolean isLaterAndEmpty(DisplayPlan.Source source, boolean later, byte[] value, int at) {
        int bytes = source.elements() > 1 ? source.stride() : source.valueBytes();
        return later && RowShape.isZero(value, at, bytes);
    }

    private byte[] index(int number) {
        for (int i = 0; i < index.length; i++) {
            index[i] = (byte) (number >>> 8 * i);
        }
        return index;
    }

    /** Gives back the memory of what it remembers. */
    @Override
    public void close() {
        former.free();
    }
}
