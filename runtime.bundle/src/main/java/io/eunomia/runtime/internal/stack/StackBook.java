package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.display.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the stacks of one display, each as it was resolved when it was met first: a process that has ended keeps its names. What
 * had no name then may get one while the process lives. It
 * has a bound of its own and one with all displays; what does not fit is told by its number. Confined to one thread at a time.
 */
public final class StackBook {
    /** Enough for some five thousand stacks of forty functions, which have most of their functions in common. */
    private static final long MOST_BYTES = 4 << 20;
    /** What a stack and a frame take beside addresses and names, about. */
    private static final int STACK_BYTES = 160;
    private static final int FRAME_BYTES = 128;

    private final StackFrames frames;
    private final StackMemory memory;
    private final boolean added;
    private final long mostBytes;
    private final ProcessInstances processes = new ProcessInstances();
    private final Map<Key, Integer> numbers = new HashMap<>();
    private final List<Kept> kept = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    /** Each function once, however many stacks it is in. */
    private final Map<StackFrame, StackFrame> functions = new HashMap<>();
    private long held;
    private int reading;
    /** The reading that has forgotten what others had. */
    private int forgotten;

    /** A stack of one process; {@code began} tells it from others that have its number. */
    private record Key(StackAddresses addresses, StackSpace space, int pid, long began) {
    }

    private static final class Kept {
        private final Key key;
        private final long bytes;
        /** When its process began, as far as that was known when the stack was met; 0 if it was not. */
        private final long began;
        private final int met;
        private CallStack stack;
        private int reading;

        Kept(Key key, CallStack stack, long bytes, long began, int met) {
            this.key = key;
            this.stack = stack;
            this.bytes = bytes;
            this.began = began;
            this.met = met;
            this.reading = met;
        }

        /** Tells whether functions without a name are looked up again: at the first reading after it was met, the second, the fourth, … */
        boolean isDue(int now) {
            return began > 0 && Integer.bitCount(now - met) == 1 && stack.frames().stream().anyMatch(frame -> !frame.known() && !frame.kernel());
        }
    }

    /**
     * Makes an empty book.
     *
     * @param added whether what one reading has is added to what others had, so that all stacks stay of use; else only those
     *     that the last reading had do
     */
    public StackBook(FrameNames names, StackMemory memory, boolean added) {
        this(names, memory, added, MOST_BYTES);
    }

    StackBook(FrameNames names, StackMemory memory, boolean added, long mostBytes) {
        this.frames = new StackFrames(names, Integer.MAX_VALUE);
        this.memory = memory;
        this.added = added;
        this.mostBytes = mostBytes;
    }

    /** Begins a reading. */
    void begin() {
        reading++;
        frames.forget();
        processes.begin();
    }

    /** Returns the number of a stack, which stays its own. */
    int number(StackAddresses addresses, StackSpace space, int pid) {
        // What is read again and again may have been counted by a process that has ended since: its names are kept.
        long began = added && space != StackSpace.KERNEL && pid > 0 ? processes.of(pid) : 0;
        Key key = new Key(addresses, space, space == StackSpace.KERNEL ? 0 : pid, began);
        Integer number = numbers.get(key);
        if (number == null) {
            return add(key);
        }
        Kept one = kept.get(number);
        if (one.reading != reading) {
            one.reading = reading;
            if (one.isDue(reading)) {
                lookAgain(one);
            }
        }
        return number;
    }

    /** Names what has got a name since, such as code that was compiled after the compiler's map was written. */
    private void lookAgain(Kept one) {
        if (processes.of(one.key.pid()) != one.began) {
            return;
        }
        CallStack again = frames.resolve(one.key.addresses(), one.key.space(), one.key.pid());
        long bytes = unknown(again);
        if (!again.equals(one.stack) && hasRoom(bytes)) {
            held += bytes;
            one.stack = shared(again);
        }
    }

    private int add(Key key) {
        // A map may have a million stacks: those that have no room cost no look-up.
        if (held + STACK_BYTES + key.addresses().bytes() > mostBytes && !forgetOthers()) {
            return StackNumbers.NOT_KEPT;
        }
        CallStack stack = frames.resolve(key.addresses(), key.space(), key.pid());
        long bytes = STACK_BYTES + key.addresses().bytes() + (long) Integer.BYTES * stack.frames().size();
        if (!hasRoom(bytes + unknown(stack)) && (!forgetOthers() || !hasRoom(bytes + unknown(stack)))) {
            return StackNumbers.NOT_KEPT;
        }
        held += bytes + unknown(stack);
        long began = key.pid() > 0 ? processes.of(key.pid()) : 0;
        Kept one = new Kept(key, shared(stack), bytes, began, reading);
        int number = free.isEmpty() ? kept.size() : free.remove(free.size() - 1);
        if (number == kept.size()) {
            kept.add(one);
        } else {
            kept.set(number, one);
        }
        numbers.put(key, number);
        return number;
    }

    /** What functions take that no other stack has. */
    private long unknown(CallStack stack) {
        return stack.frames().stream().filter(frame -> !functions.containsKey(frame)).distinct().mapToLong(StackBook::bytes).sum();
    }

    private CallStack shared(CallStack stack) {
        return new CallStack(stack.frames().stream().map(this::shared).toList(), "");
    }

    private StackFrame shared(StackFrame frame) {
        StackFrame other = functions.putIfAbsent(frame, frame);
        return other == null ? frame : other;
    }

    private static long bytes(StackFrame frame) {
        return FRAME_BYTES + (long) frame.name().length();
    }

    private boolean hasRoom(long bytes) {
        return held + bytes <= mostBytes && memory.take(bytes);
    }

    /** Forgets stacks that neither this reading nor the one before had, once in a reading. @return whether there were any */
    private boolean forgetOthers() {
        if (added || forgotten == reading) {
            return false;
        }
        forgotten = reading;
        int before = numbers.size();
        for (int i = 0; i < kept.size(); i++) {
            Kept one = kept.get(i);
            if (one != null && one.reading < reading - 1) {
                numbers.remove(one.key);
                kept.set(i, null);
                free.add(i);
            }
        }
        long now = 0;
        functions.clear();
        for (int number : numbers.values()) {
            now += kept.get(number).bytes + unknown(kept.get(number).stack);
            kept.get(number).stack.frames().forEach(this::shared);
        }
        memory.give(held - now);
        held = now;
        return numbers.size() < before;
    }

    /** Returns a stack by its number, or says why there is none. */
    public CallStack stack(int number) {
        return number < 0 ? StackNumbers.meaning(number) : number < kept.size() && kept.get(number) != null
                ? kept.get(number).stack : StackNumbers.meaning(StackNumbers.GONE);
    }

    /** Gives its memory back; it has no stacks then. */
    public void free() {
        memory.give(held);
        held = 0;
        numbers.clear();
        functions.clear();
        kept.clear();
        free.clear();
        frames.forget();
    }
}
