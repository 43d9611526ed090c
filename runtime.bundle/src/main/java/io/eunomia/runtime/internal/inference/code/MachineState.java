package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.Region.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Keeps what is known of registers and memory at an instruction. Confined to one thread. */
final class MachineState {
    /** The limit is larger than what fills a stack of 512 bytes; more is forgotten. */
    private static final int MAX_CELLS = 256;
    private static final int REGISTERS = Instruction.FRAME_POINTER + 1;

    private final Value[] registers = new Value[REGISTERS];
    private final Map<Place, Cell> cells;

    /** Bytes that were written together. */
    record Cell(int size, Value value) {
    }

    MachineState() {
        Arrays.fill(registers, Value.UNKNOWN);
        this.cells = new HashMap<>();
    }

    private MachineState(MachineState other) {
        System.arraycopy(other.registers, 0, registers, 0, REGISTERS);
        this.cells = new HashMap<>(other.cells);
    }

    MachineState copy() {
        return new MachineState(this);
    }

    /** Returns how many pieces of memory it knows. */
    int cells() {
        return cells.size();
    }

    /** Returns the state at the start of a called function: arguments and memory. */
    MachineState forCallee() {
        MachineState state = copy();
        Arrays.fill(state.registers, Value.UNKNOWN);
        for (int i = 1; i <= 5; i++) {
            state.registers[i] = Value.fromElsewhere(registers[i]);
        }
        return state;
    }

    Value get(int register) {
        return registers[register];
    }

    void set(int register, Value value) {
        registers[register] = value;
    }

    /** Forgets the registers that helpers and functions may overwrite, and sets the result. */
    void called(Value result) {
        Arrays.fill(registers, 1, 6, Value.UNKNOWN);
        registers[0] = result;
    }

    /** Reads memory. @return the cell that begins here with this size; or one of text that covers it; null for none */
    Cell read(Place place, int size) {
        Cell exact = cells.get(place);
        if (exact != null && exact.size() == size) {
            return exact;
        }
        for (Map.Entry<Place, Cell> each : cells.entrySet()) {
            int start = each.getKey().offset();
            if (each.getValue().value().facts().text() && each.getKey().region().equals(place.region())
                    && start <= place.offset() && place.offset() + size <= start + each.getValue().size()) {
                return new Cell(size, Value.unknown(Facts.NONE.textual(), each.getValue().value().at()));
            }
        }
        return null;
    }

    void write(Place place, int size, Value value) {
        if (place.region().kind() == Region.Kind.CONTEXT) {
            return;
        }
        overwritten(place, size);
        if (cells.size() < MAX_CELLS) {
            cells.put(place, new Cell(size, value));
        }
    }

    private void overwritten(Place place, int size) {
        if (!cells.isEmpty()) {
            int end = place.offset() + size;
            cells.entrySet().removeIf(each -> each.getKey().region().equals(place.region())
                    && each.getKey().offset() < end
                    && each.getKey().offset() + each.getValue().size() > place.offset());
        }
    }

    /** Forgets a region into which anything may have been written. */
    void forget(Region region) {
        cells.keySet().removeIf(place -> place.region().equals(region));
    }

    /**
     * Merges another state.
     *
     * @return whether this state knows less than before, so that the code that follows has to be looked at again
     */
    boolean join(MachineState other) {
        boolean changed = false;
        for (int i = 0; i < REGISTERS; i++) {
            Value joined = registers[i].join(other.registers[i]);
            changed |= !joined.equals(registers[i]);
            registers[i] = joined;
        }
        changed |= cells.entrySet().removeIf(each -> {
            Cell theirs = other.cells.get(each.getKey());
            return theirs == null || theirs.size() != each.getValue().size();
        });
        for (Map.Entry<Place, Cell> each : cells.entrySet()) {
            Value joined = each.getValue().value().join(other.cells.get(each.getKey()).value());
            if (!joined.equals(each.getValue().value())) {
                each.setValue(new Cell(each.getValue().size(), joined));
                changed = true;
            }
        }
        return changed;
    }
}
