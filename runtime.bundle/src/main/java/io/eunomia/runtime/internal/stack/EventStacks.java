package io.eunomia.runtime.internal.stack;

import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.display.StackFrame;
import io.eunomia.runtime.internal.symbol.ProcessStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The stacks of one object's events. Whoever reads events asks, never the thread that takes them from the kernel. Before it is
 * bound to a loaded object, functions have no names and ids no stacks. Any thread; one at a time is served.
 */
public final class EventStacks implements AutoCloseable {
    /** Stacks that are kept resolved, and so long each, because functions come and go. */
    private static final int MOST_STACKS = 1024;
    private static final long TRUE_NANOS = 1_000_000_000;
    /** Places looked up in that time. Reading on is worth more than the names of the others. */
    private static final int MOST_LOOKUPS = 50_000;
    private static final int MOST_PROCESSES = 1024;
    /** What is kept of the maps of an object that has ended. */
    private static final int MOST_LEFT_BYTES = 4 << 20;
    /** The kernel shows in a hundredth of a second when a process began (USER_HZ). */
    private static final long TICK_NANOS = 10_000_000;

    private final Map<String, Boolean> builds;
    private final LongSupplier bootOffset;
    /** Maps that fields have ids of. */
    private final Set<String> used = new TreeSet<>();
    private final Map<Key, Known> stacks = bounded(MOST_STACKS);
    private final Map<Integer, Known> processes = bounded(MOST_PROCESSES);
    private final Map<String, Map<Integer, StackAddresses>> left = new HashMap<>();
    private BpfObject object;
    private StackFrames frames = new StackFrames(new NoNames(), MOST_LOOKUPS);
    private long framesSince;

    /** A stack of one process; {@code began} tells it from others that have its number. */
    private record Key(StackAddresses addresses, StackSpace space, int pid, long began) {
    }

    /** What was found and until when that is taken to be true. */
    private record Known(CallStack stack, long began, long until) {
    }

    private static final class NoNames implements FrameNames {
        @Override
        public StackFrame kernel(long address) {
            return FrameNames.unknown(address, true);
        }

        @Override
        public StackFrame user(int pid, long address) {
            return FrameNames.unknown(address, false);
        }
    }

    /**
     * @param builds the object's maps of stacks by their names, and whether they have places in files in place of addresses
     * @param bootOffset from the time since the boot to that since the epoch, in ns
     */
    public EventStacks(Map<String, Boolean> builds, LongSupplier bootOffset) {
        this.builds = new LinkedHashMap<>(builds);
        this.bootOffset = bootOffset;
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Returns the names of the maps that hold stacks. */
    public List<String> maps() {
        return List.copyOf(builds.keySet());
    }

    /** Notes that a field has ids of a map. */
    public synchronized void use(String map) {
        used.add(map);
    }

    /** Takes stacks and names from a loaded object from now on. @param loaded stays the caller's, and open until {@link #close} */
    public synchronized void bind(BpfObject loaded, FrameNames names) {
        object = loaded;
        frames = new StackFrames(names, MOST_LOOKUPS);
    }

    /**
     * Resolves addresses that are in an event.
     *
     * @param bytes the addresses, of 8 bytes each; those behind a zero do not count
     * @param readNanos when the event was read, in ns since the epoch: a process that began later is not the one meant
     */
    public synchronized CallStack ofAddresses(byte[] bytes, StackSpace space, int pid, long readNanos) {
        return stack(StackAddresses.of(bytes, 0, bytes.length, false), space, pid, readNanos);
    }

    /** Resolves a stack by what {@code bpf_get_stackid} returned. @param readNanos as for {@link #ofAddresses} */
    public synchronized CallStack ofId(String map, int id, StackSpace space, int pid, long readNanos) {
        if (id < 0) {
            return StackNumbers.meaning(id);
        }
        StackAddresses found = object != null ? read(object.map(map), id) : left.getOrDefault(map, Map.of()).get(id);
        return found == null ? StackNumbers.meaning(StackNumbers.GONE) : stack(found, space, pid, readNanos);
    }

    /** Says what a negative result of {@code bpf_get_stack} means. */
    public static CallStack failed(int result) {
        return StackNumbers.meaning(result);
    }

    private StackAddresses read(BpfMap map, int id) {
        byte[] key = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(id).array();
        byte[] value = new byte[map.valueSize()];
        return map.lookup(key, value) ? StackAddresses.of(value, 0, value.length, builds.get(map.name())) : null;
    }

    private CallStack stack(StackAddresses addresses, StackSpace space, int pid, long readNanos) {
        long now = System.nanoTime();
        boolean user = space != StackSpace.KERNEL && pid > 0;
        long began = user ? began(pid, now) : 0;
        boolean other = began > 0 && readNanos > 0 && began * TICK_NANOS + bootOffset.getAsLong() > readNanos;
        Key key = new Key(addresses, space, !user || other ? 0 : pid, other ? 0 : began);
        Known known = stacks.get(key);
        if (known != null && known.until() - now > 0) {
            return known.stack();
        }
        if (now - framesSince > TRUE_NANOS) {
            frames.forget();
            framesSince = now;
        }
        CallStack stack = frames.resolve(addresses, space, key.pid());
        if (!frames.cut()) {
            stacks.put(key, new Known(stack, began, now + TRUE_NANOS));
        }
        return stack;
    }

    /** Returns when a process began, in ticks since the boot; of one that has ended what was known of it, or -1. */
    private long began(int pid, long now) {
        Known known = processes.get(pid);
        if (known == null || known.until() - now <= 0) {
            long start = ProcessStatus.start(Path.of("/proc/" + pid));
            known = new Known(null, start > 0 || known == null ? start : known.began(), now + TRUE_NANOS / 10);
            processes.put(pid, known);
        }
        return known.began();
    }

    /** Lets go of the object. Stacks whose ids are in events that nobody has read yet are kept, up to a bound. */
    @Override
    public synchronized void close() {
        if (object == null) {
            return;
        }
        int[] room = {MOST_LEFT_BYTES};
        for (String map : used) {
            Map<Integer, StackAddresses> kept = new HashMap<>();
            object.map(map).forEach((key, value) -> {
                StackAddresses stack = StackAddresses.of(value, 0, value.length, builds.get(map));
                room[0] -= stack.bytes();
                if (room[0] > 0) {
                    kept.put(ByteBuffer.wrap(key).order(ByteOrder.nativeOrder()).getInt(), stack);
                }
            }, false);
            left.put(map, kept);
        }
        object = null;
    }
}
