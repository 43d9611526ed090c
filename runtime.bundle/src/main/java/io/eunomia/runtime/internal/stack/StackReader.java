package io.eunomia.runtime.internal.stack;

import io.eunomia.libbpf.BpfMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the stacks of a map by their ids, each once in a reading, and takes those out that nothing counts any more. One thread
 * at a time.
 *
 * <p>The kernel gives the place of a stack that was taken out to another one. So that nothing is counted for the wrong one, a
 * stack is taken out before its counts are: what programs that ran at that moment still count for it is found in the same
 * drain, and is its own unless its place has something else by then.
 */
final class StackReader {
    private final BpfMap map;
    private final boolean builds;
    private final Runnable awaitInvocations;
    private final byte[] key = new byte[Integer.BYTES];
    private final byte[] value;
    private final Map<Integer, StackAddresses> read = new HashMap<>();
    /** In which drain something was last counted for an id. */
    private final Map<Integer, Integer> counted = new HashMap<>();
    /** What was taken out at the start of this drain. */
    private final Map<Integer, StackAddresses> taken = new HashMap<>();
    private int drain;
    private boolean draining;

    /** @param awaitInvocations waits until no program runs that was running at the call */
    StackReader(BpfMap map, boolean builds, Runnable awaitInvocations) {
        this.map = map;
        this.builds = builds;
        this.awaitInvocations = awaitInvocations;
        this.value = new byte[map.valueSize()];
    }

    /** Begins a reading. */
    void begin() {
        read.clear();
        draining = false;
        taken.clear();
    }

    /** Begins a drain of what is counted. */
    void beginDrain() {
        begin();
        draining = true;
        drain++;
        // Waiting for programs is not worth it while there is room.
        if (counted.size() < map.maxEntries() / 4) {
            return;
        }
        counted.entrySet().removeIf(one -> one.getValue() < drain - 1 && take(one.getKey()));
        if (!taken.isEmpty()) {
            awaitInvocations.run();
        }
    }

    private boolean take(int id) {
        StackAddresses stack = lookUp(id);
        if (stack != null) {
            taken.put(id, stack);
            map.delete(key(id));
        }
        return true;
    }

    /** Returns what is at an id. @return null if nothing is */
    StackAddresses at(int id) {
        return read.computeIfAbsent(id, this::lookUp);
    }

    /** Returns the stack for which something was counted under an id. @return null if it is not there or not certain */
    StackAddresses counted(int id) {
        if (draining) {
            counted.put(id, drain);
        }
        StackAddresses now = at(id);
        StackAddresses before = taken.get(id);
        return before == null ? now : now == null || now.equals(before) ? before : null;
    }

    boolean takenOver(int id) {
        return taken.containsKey(id);
    }

    private StackAddresses lookUp(int id) {
        return map.lookup(key(id), value) ? StackAddresses.of(value, 0, value.length, builds) : null;
    }

    private byte[] key(int id) {
        ByteBuffer.wrap(key).order(ByteOrder.nativeOrder()).putInt(0, id);
        return key;
    }
}
