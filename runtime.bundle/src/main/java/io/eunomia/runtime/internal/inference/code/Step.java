package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.CodeContext.DataReference;
import io.eunomia.runtime.internal.inference.code.CodeContext.FunctionReference;
import io.eunomia.runtime.internal.inference.code.CodeContext.MapReference;
import io.eunomia.runtime.internal.inference.code.CodeContext.Reference;
import io.eunomia.runtime.internal.inference.code.MachineState.Cell;
import io.eunomia.runtime.internal.inference.code.Region.Place;

/** Applies one instruction to a state. Branches and the function's end are left to {@link Walk}. */
final class Step {
    private static final int MEMORY = 3;
    private static final int MEMORY_SIGNED = 4;
    private static final int IMMEDIATE_STORE = 2;
    private static final int REGISTER_OPERAND = 0x08;

    private final Walk walk;
    private final CodeContext context;
    private final HelperCall helpers;

    Step(Walk walk, String path) {
        this.walk = walk;
        this.context = walk.context();
        this.helpers = new HelperCall(walk, path);
    }

    void apply(Instruction instruction, MachineState state) {
        walk.trace().again(instruction.at());
        switch (instruction.kind()) {
            case 0 -> state.set(instruction.to(), instruction.opcode() == Instruction.LOAD_64 ? address(instruction)
                    : Value.UNKNOWN);
            case 1 -> state.set(instruction.to(), load(instruction, state));
            case 2, 3 -> store(instruction, state);
            case 4, 7 -> state.set(instruction.to(), computed(instruction, state));
            default -> call(instruction, state);
        }
    }

    private Value address(Instruction instruction) {
        int at = instruction.at();
        Reference reference = context.reference(at).orElse(null);
        if (reference instanceof MapReference map) {
            return Value.map(map.name(), at);
        }
        boolean whole = 8 * at + 16 <= context.code().limit();
        long high = whole ? context.code().getInt(8 * at + 12) : 0;
        long number = high << 32 | instruction.immediate() & 0xffffffffL;
        if (reference instanceof DataReference data) {
            return Value.pointer(new Region(Region.Kind.GLOBAL, data.section(), 0), data.offset() + number, at);
        }
        return reference instanceof FunctionReference ? Value.function(at, at) : Value.number(number, at);
    }

    private Value load(Instruction instruction, MachineState state) {
        int at = instruction.at();
        int width = instruction.width();
        if (instruction.mode() != MEMORY && instruction.mode() != MEMORY_SIGNED) {
            return Value.UNKNOWN;
        }
        Value from = state.get(instruction.from());
        Facts facts = context.loaded(at, width).orElse(Facts.NONE);
        if (from.isPointer()) {
            int offset = (int) from.number() + instruction.offset();
            Place place = new Place(from.region(), offset);
            Cell cell = state.read(place, width);
            if (cell != null) {
                return cell.value().region() != null || cell.value().isNumber() ? cell.value()
                        : Value.unknown(cell.value().facts().originAt(at).withBits(8 * width).from(place), at);
            }
            facts = (facts.typeId() != 0 ? facts : context.typeAt(from.region(), offset, width)).from(place);
        }
        facts = facts.withBits(8 * width).originAt(at);
        return Value.unknown(instruction.mode() == MEMORY_SIGNED ? facts.signExtended() : facts, at);
    }

    private void store(Instruction instruction, MachineState state) {
        Value target = state.get(instruction.to());
        if (target.region() == null) {
            return;
        }
        int at = instruction.at();
        boolean immediate = instruction.kind() == IMMEDIATE_STORE;
        Value stored = immediate ? Value.number(instruction.immediate(), at) : state.get(instruction.from());
        Place place = new Place(target.region(), (int) target.number() + instruction.offset());
        if (!target.isPointer() || instruction.mode() != MEMORY) {
            state.forget(target.region());
        } else {
            state.write(place, instruction.width(), stored);
        }
        if (instruction.mode() == MEMORY) {
            walk.trace().write(new Write(point(at), Write.Kind.STORE, place, instruction.width(), target.isPointer(),
                    stored.facts(), stored.isNumber() ? stored.number() : null, point(stored.at()),
                    immediate ? -1 : instruction.from(), -1, ""));
        }
    }

    private CodePoint point(int at) {
        return new CodePoint(context.section(), at);
    }

    private Value computed(Instruction instruction, MachineState state) {
        Value operand = (instruction.opcode() & REGISTER_OPERAND) != 0 ? state.get(instruction.from())
                : Value.number(instruction.immediate(), instruction.at());
        Value old = state.get(instruction.to());
        Facts member = context.member(instruction.at()).orElse(null);
        Value value = Arithmetic.compute(instruction, old, operand);
        // The immediate is a member's offset: adding it gives the member's address.
        return member == null ? value : new Value(value.kind(), value.number(), value.region(), value.map(),
                Facts.addressOf(member.typeId()), value.at());
    }

    private void call(Instruction instruction, MachineState state) {
        int at = instruction.at();
        if (!instruction.call()) {
            return;
        }
        if (instruction.from() != Instruction.PSEUDO_CALL) {
            state.called(instruction.from() == 0 ? helpers.call(at, instruction.immediate(), state) : Value.UNKNOWN);
            return;
        }
        FunctionReference function = context.reference(at).filter(FunctionReference.class::isInstance)
                .map(FunctionReference.class::cast)
                .orElseGet(() -> new FunctionReference(context, at + 1 + instruction.immediate()));
        Value given = walk.call(function, at, state);
        for (int i = 1; i <= 5; i++) {
            if (state.get(i).region() != null) {
                state.forget(state.get(i).region());
            }
        }
        state.called(given);
    }
}
