package io.eunomia.libbpf.internal.core;

import java.util.OptionalLong;

/** Computes and compares known numbers as instructions do (Documentation/bpf/standardization/instruction-set.rst). */
final class InstructionArithmetic {
    private static final int ADD = 0x00;
    private static final int SUB = 0x10;
    private static final int MUL = 0x20;
    private static final int OR = 0x40;
    private static final int AND = 0x50;
    private static final int LSH = 0x60;
    private static final int RSH = 0x70;
    private static final int XOR = 0xa0;
    private static final int ARSH = 0xc0;
    private static final long LOW = 0xffff_ffffL;

    private InstructionArithmetic() {
    }

    /** Empty for operations that we do not follow. @param wide true for 64 bits, else 32, whose result has no upper half */
    static OptionalLong compute(int operation, boolean wide, long left, long right) {
        long a = wide ? left : (int) left;
        long b = wide ? right : (int) right;
        int shift = (int) right & (wide ? 63 : 31);
        long result;
        switch (operation) {
            case ADD -> result = a + b;
            case SUB -> result = a - b;
            case MUL -> result = a * b;
            case OR -> result = a | b;
            case AND -> result = a & b;
            case XOR -> result = a ^ b;
            case LSH -> result = a << shift;
            case RSH -> result = wide ? a >>> shift : (a & LOW) >>> shift;
            case ARSH -> result = a >> shift;
            default -> {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(wide ? result : result & LOW);
    }

    /** Tells whether a conditional jump that compares known numbers is taken. */
    static boolean jumps(int operation, boolean wide, long left, long right) {
        long a = wide ? left : (int) left;
        long b = wide ? right : (int) right;
        long ua = wide ? a : a & LOW;
        long ub = wide ? b : b & LOW;
        return switch (operation) {
            case 0x10 -> a == b;
            case 0x20 -> Long.compareUnsigned(ua, ub) > 0;
            case 0x30 -> Long.compareUnsigned(ua, ub) >= 0;
            case 0x40 -> (a & b) != 0;
            case 0x50 -> a != b;
            case 0x60 -> a > b;
            case 0x70 -> a >= b;
            case 0xa0 -> Long.compareUnsigned(ua, ub) < 0;
            case 0xb0 -> Long.compareUnsigned(ua, ub) <= 0;
            case 0xc0 -> a < b;
            default -> a <= b;
        };
    }
}
