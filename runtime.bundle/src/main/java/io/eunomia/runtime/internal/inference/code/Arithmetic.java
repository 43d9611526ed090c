package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.Facts.Sign;

/** Computes what is known of the results of arithmetic instructions. Without state. */
final class Arithmetic {
    private static final int ADD = 0x0;
    private static final int SUB = 0x1;
    private static final int MUL = 0x2;
    private static final int DIV = 0x3;
    private static final int OR = 0x4;
    private static final int AND = 0x5;
    private static final int LSH = 0x6;
    private static final int RSH = 0x7;
    private static final int MOD = 0x9;
    private static final int XOR = 0xa;
    private static final int MOV = 0xb;
    private static final int ARSH = 0xc;
    private static final int END = 0xd;

    private Arithmetic() {
    }

    /**
     * Computes one instruction.
     *
     * @param old what the target register holds
     * @param operand the other register's value, or the immediate's
     */
    static Value compute(Instruction instruction, Value old, Value operand) {
        boolean wide = instruction.kind() == 7;
        int operation = instruction.opcode() >> 4;
        int at = instruction.at();
        if (operation == MOV) {
            return moved(instruction, operand, wide);
        }
        if (operation == END) {
            return Value.unknown(Facts.of(Sign.UNKNOWN, instruction.immediate() & 127), at);
        }
        if (wide && (operation == ADD || operation == SUB)) {
            Value placed = placed(operation, old, operand, at);
            if (placed != null) {
                return placed;
            }
        }
        if (old.isNumber() && operand.isNumber()) {
            Value number = number(operation, old.number(), operand.number(), wide, at);
            if (number != null) {
                return number;
            }
        }
        Facts facts = facts(operation, old.facts(), operand, instruction.offset() == 1);
        return Value.unknown(wide ? facts : facts.withBits(32), at);
    }

    private static Value moved(Instruction instruction, Value operand, boolean wide) {
        int at = instruction.at();
        if (instruction.offset() != 0) {
            return Value.unknown(operand.facts().signExtended(), at);     // movsx
        }
        if (!wide) {
            return operand.isNumber() ? Value.number(operand.number() & 0xffffffffL, at)
                    : Value.unknown(operand.facts().truncated(4), operand.at());
        }
        return operand.isPointer() ? Value.pointer(operand.region(), operand.number(), at) : operand;
    }

    /** Computes pointers with something added, and the addresses of members. */
    private static Value placed(int operation, Value old, Value operand, int at) {
        if (old.region() != null && operand.region() == null) {
            return operand.isNumber() ? old.plus(operation == ADD ? operand.number() : -operand.number(), at)
                    : old.lost(operand.facts().originAt(operand.at()), at);
        }
        if (operation == ADD && operand.region() != null && old.region() == null) {
            return old.isNumber() ? operand.plus(old.number(), at) : operand.lost(old.facts().originAt(old.at()), at);
        }
        if (operation == ADD && operand.facts().address()) {
            return Value.unknown(operand.facts(), at);
        }
        return null;
    }

    private static Value number(int operation, long one, long other, boolean wide, int at) {
        long result = switch (operation) {
            case ADD -> one + other;
            case SUB -> one - other;
            case OR -> one | other;
            case AND -> one & other;
            case LSH -> one << other;
            case XOR -> one ^ other;
            case RSH -> wide ? one >>> other : (one & 0xffffffffL) >>> other;
            default -> Long.MIN_VALUE;
        };
        return result == Long.MIN_VALUE ? null : Value.number(wide ? result : result & 0xffffffffL, at);
    }

    private static Facts facts(int operation, Facts old, Value operand, boolean signed) {
        Facts other = operand.facts();
        boolean constant = operand.isNumber() && operand.number() >= 0;
        int count = constant ? (int) Math.min(64, operand.number()) : -1;
        Sign sign = constant ? old.sign() : old.sign().or(other.sign());
        int lower = Math.min(old.bits(), constant || !operand.isNumber() ? other.bits() : 64);
        int upper = Math.max(old.bits(), other.bits());
        return switch (operation) {
            case ADD -> Facts.of(sign, Math.min(64, upper + 1));
            case MUL -> Facts.of(sign, Math.min(64, old.bits() + other.bits()));
            case AND -> constant ? old.masked(sign, lower) : Facts.of(sign, lower).from(old.loaded());
            case OR, XOR -> merged(sign, upper, old, other);
            case MOD -> Facts.of(sign, lower);
            case DIV -> signed ? Facts.NONE
                    : Facts.of(Sign.UNKNOWN, Math.max(0, old.bits() - (constant && other.bits() > 0 ? other.bits() - 1 : 0)));
            case LSH -> count == 32 ? old.raised() : count < 0 ? Facts.NONE
                    : Facts.of(old.sign(), Math.min(64, old.bits() + count)).from(old.loaded());
            case RSH -> right(old, count, false);
            case ARSH -> right(old, count, true);
            default -> Facts.of(sign, 64);
        };
    }

    private static Facts merged(Sign sign, int bits, Facts one, Facts other) {
        Facts facts = Facts.of(sign, bits);
        return one.loaded() != null && other.loaded() != null
                && one.loaded().region().equals(other.loaded().region()) ? facts.from(lower(one, other)) : facts;
    }

    private static Region.Place lower(Facts one, Facts other) {
        return one.loaded().offset() <= other.loaded().offset() ? one.loaded() : other.loaded();
    }

    private static Facts right(Facts old, int count, boolean arithmetic) {
        if (count < 0) {
            return Facts.of(old.sign(), 64);
        }
        if (old.shift() < 0) {
            return count == 32 ? old.lowered(arithmetic) : Facts.NONE;
        }
        return arithmetic ? Facts.of(old.sign(), 64) : old.shiftedRight(count);
    }
}
