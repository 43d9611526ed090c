package io.eunomia.runtime.internal.inference.code;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Follows one function along all its branches until nothing new is learnt: at each instruction it keeps only what holds on
 * every way to it. Bounded by its {@link Budget}, and by what a state can forget.
 */
final class Walk {
    /** The limit is the verifier's for calls (MAX_CALL_FRAMES). */
    private static final int MAX_DEPTH = 8;

    private final CodeContext context;
    private final ByteBuffer code;
    private final Budget budget;
    private final String path;
    private final int depth;
    private final Trace trace = new Trace();
    private final Map<Integer, MachineState> entries = new HashMap<>();
    private final TreeMap<Integer, Boolean> waiting = new TreeMap<>();
    private Value result;

    /** Makes a walk. @param path of calls to the function, which tells its frame from those of others */
    Walk(CodeContext context, Budget budget, String path, int depth) {
        this.context = context;
        this.code = context.code();
        this.budget = budget;
        this.path = path;
        this.depth = depth;
    }

    CodeContext context() {
        return context;
    }

    Trace trace() {
        return trace;
    }

    /** Returns the function's result; unknown when it never returns. */
    Value result() {
        return result == null ? Value.UNKNOWN : result;
    }

    /** Follows the function. @param start index of the function's first instruction @param state the arguments */
    void run(int start, MachineState state) {
        int end = Math.min(context.functionEnd(start), code.limit() / 8);
        state.set(Instruction.FRAME_POINTER, Value.pointer(new Region(Region.Kind.STACK, path, start), 0, start));
        Set<Integer> targets = targets(start, end);
        arrive(start, state);
        Step step = new Step(this, path);
        while (!waiting.isEmpty()) {
            int at = waiting.pollFirstEntry().getKey();
            MachineState current = entries.get(at).copy();
            while (at < end && budget.take()) {
                Instruction instruction = Instruction.read(code, at);
                if (instruction.exit()) {
                    result = result == null ? current.get(0) : result.join(current.get(0));
                    break;
                }
                if (instruction.branches()) {
                    branch(instruction, current, start, end);
                    break;
                }
                step.apply(instruction, current);
                at += instruction.slots();
                if (targets.contains(at)) {
                    arrive(at, current);
                    break;
                }
            }
            if (budget.exhausted()) {
                return;
            }
        }
    }

    private void branch(Instruction instruction, MachineState state, int start, int end) {
        int target = instruction.target();
        if (target >= start && target < end) {
            arrive(target, state);
        }
        if (!instruction.alwaysBranches() && instruction.at() + 1 < end) {
            arrive(instruction.at() + 1, state);
        }
    }

    private void arrive(int at, MachineState state) {
        MachineState known = entries.get(at);
        if (known == null) {
            entries.put(at, state.copy());
            waiting.put(at, true);
        } else {
            budget.takeFor(known.cells());
            if (known.join(state)) {
                waiting.put(at, true);
            }
        }
    }

    private Set<Integer> targets(int start, int end) {
        Set<Integer> targets = new HashSet<>();
        for (int at = start; at < end; ) {
            Instruction instruction = Instruction.read(code, at);
            if (instruction.branches()) {
                targets.add(instruction.target());
            }
            at += instruction.slots();
        }
        return targets;
    }

    /** Follows a function that is called here. @return its result */
    Value call(CodeContext.FunctionReference function, int at, MachineState caller) {
        if (depth >= MAX_DEPTH || function.at() < 0 || function.at() >= function.context().code().limit() / 8) {
            return Value.UNKNOWN;
        }
        Walk callee = new Walk(function.context(), budget, path + '/' + at, depth + 1);
        callee.run(function.at(), caller.forCallee());
        trace.call(at, callee.trace);
        Value given = callee.result();
        return given.region() != null && given.region().kind() == Region.Kind.STACK ? Value.UNKNOWN
                : Value.fromElsewhere(given);
    }
}
