package io.eunomia.runtime.internal.inference.code;

import java.nio.ByteBuffer;

/**
 * One instruction (Documentation/bpf/standardization/instruction-set.rst).
 *
 * @param at index in its section, in slots of eight bytes
 * @param to destination register @param from source register, both 0 to 10
 */
record Instruction(int at, int opcode, int to, int from, int offset, int immediate) {
    static final int FRAME_POINTER = 10;
    static final int LOAD_64 = 0x18;
    static final int CALL = 0x85;
    static final int EXIT = 0x95;
    /** {@code BPF_PSEUDO_CALL} in the source register of a call: another function of the object. */
    static final int PSEUDO_CALL = 1;
    private static final int JUMP = 0x05;
    private static final int JUMP_LONG = 0x06;

    static Instruction read(ByteBuffer code, int at) {
        int pair = code.get(8 * at + 1) & 0xff;
        return new Instruction(at, code.get(8 * at) & 0xff, Math.min(pair & 15, FRAME_POINTER),
                Math.min(pair >> 4, FRAME_POINTER), code.getShort(8 * at + 2), code.getInt(8 * at + 4));
    }

    /** The instruction's class, the lowest three bits: 0 and 1 load, 2 and 3 store, 4 and 7 compute, 5 and 6 jump. */
    int kind() {
        return opcode & 7;
    }

    int slots() {
        return opcode == LOAD_64 ? 2 : 1;
    }

    /** Returns the number of bytes that a load or store moves. */
    int width() {
        return switch (opcode >> 3 & 3) {
            case 0 -> 4;
            case 1 -> 2;
            case 2 -> 1;
            default -> 8;
        };
    }

    /** Returns how memory is accessed: BPF_MEM, BPF_MEMSX or BPF_ATOMIC. */
    int mode() {
        return opcode >> 5;
    }

    boolean exit() {
        return opcode == EXIT;
    }

    boolean call() {
        return opcode == CALL;
    }

    boolean branches() {
        return (kind() == 5 || kind() == 6) && !call() && !exit();
    }

    boolean alwaysBranches() {
        return opcode == JUMP || opcode == JUMP_LONG;
    }

    int target() {
        return at + 1 + (opcode == JUMP_LONG ? immediate : offset);
    }
}
