package io.eunomia.runtime.internal.inference.code;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows one program of an object. It never runs anything, always ends, and never throws. Confined to one thread. */
public final class CodeScan {
    private final CodeContext context;
    private final Walk walk;

    /** Makes a scan. @param budget shared by all programs of an object */
    public CodeScan(CodeContext context, Budget budget) {
        this.context = context;
        this.walk = new Walk(context, budget, context.section(), 0);
    }

    /** Follows the program. @param start index of the program's first instruction */
    public void run(int start) {
        MachineState state = new MachineState();
        state.set(1, Value.pointer(new Region(Region.Kind.CONTEXT, context.section(), start), 0, start));
        walk.run(start, state);
    }

    public List<Write> writes() {
        return walk.trace().writes();
    }

    /** Returns how far helpers write. */
    public List<Extent> extents() {
        return walk.trace().extents();
    }

    public List<Output> outputs() {
        return walk.trace().outputs();
    }

    public List<Transfer> transfers() {
        return walk.trace().transfers();
    }

    /** Returns what is used as keys of maps. */
    public List<Keyed> keys() {
        return walk.trace().keys();
    }

    /** Returns the calls that gave ids of stacks, with the map that has the stacks. */
    public Map<CodePoint, String> stackIds() {
        return walk.trace().stackIds();
    }

    /** Returns the indexes of the calls that looked up values of this region. */
    public Set<Integer> lookups(Region region) {
        return walk.trace().lookups(region);
    }
}
