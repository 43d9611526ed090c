package io.eunomia.runtime.internal.inference.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what following a function brought to light. An instruction that is met again replaces what it told before: each
 * time less is known of the state before it, and the last time holds on every way.
 */
final class Trace {
    private final Map<Integer, Write> writes = new HashMap<>();
    private final Map<Integer, Extent> extents = new HashMap<>();
    private final Map<Integer, Output> outputs = new HashMap<>();
    private final Map<Integer, Transfer> transfers = new HashMap<>();
    private final Map<Integer, Trace> calls = new HashMap<>();
    private final Map<Integer, Region> lookups = new HashMap<>();
    private final Map<Integer, Keyed> keys = new HashMap<>();
    private final Map<CodePoint, String> stackIds = new HashMap<>();

    /** Forgets what this instruction told. */
    void again(int at) {
        writes.remove(at);
        extents.remove(at);
        outputs.remove(at);
        transfers.remove(at);
        calls.remove(at);
        keys.remove(at);
    }

    void write(Write write) {
        writes.put(write.at().at(), write);
    }

    void extent(Extent extent) {
        extents.put(extent.at().at(), extent);
    }

    void output(Output output) {
        outputs.put(output.at().at(), output);
    }

    void transfer(int at, Transfer transfer) {
        transfers.put(at, transfer);
    }

    void call(int at, Trace callee) {
        calls.put(at, callee);
    }

    void lookup(int at, Region region) {
        lookups.put(at, region);
    }

    void key(int at, Keyed keyed) {
        keys.put(at, keyed);
    }

    void stackId(CodePoint at, String map) {
        stackIds.put(at, map);
    }

    List<Keyed> keys() {
        List<Keyed> all = new ArrayList<>(keys.values());
        calls.values().forEach(callee -> all.addAll(callee.keys()));
        return all;
    }

    /** Returns the calls that gave ids of stacks, with the map that has the stacks. */
    Map<CodePoint, String> stackIds() {
        Map<CodePoint, String> all = new HashMap<>(stackIds);
        calls.values().forEach(callee -> all.putAll(callee.stackIds()));
        return all;
    }

    List<Write> writes() {
        List<Write> all = new ArrayList<>(writes.values());
        calls.values().forEach(callee -> all.addAll(callee.writes()));
        return all;
    }

    List<Extent> extents() {
        List<Extent> all = new ArrayList<>(extents.values());
        calls.values().forEach(callee -> all.addAll(callee.extents()));
        return all;
    }

    List<Output> outputs() {
        List<Output> all = new ArrayList<>(outputs.values());
        calls.values().forEach(callee -> all.addAll(callee.outputs()));
        return all;
    }

    List<Transfer> transfers() {
        List<Transfer> all = new ArrayList<>(transfers.values());
        calls.values().forEach(callee -> all.addAll(callee.transfers()));
        return all;
    }

    /** Returns where values of a region were looked up. */
    Set<Integer> lookups(Region region) {
        Set<Integer> found = new HashSet<>();
        lookups.forEach((at, looked) -> {
            if (looked.meets(region)) {
                found.add(at);
            }
        });
        return found;
    }
}
