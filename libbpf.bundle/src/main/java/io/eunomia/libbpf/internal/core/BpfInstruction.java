package io.eunomia.libbpf.internal.core;

import java.nio.ByteBuffer;

/**
 * A BPF instruction, {@code struct bpf_insn} of include/uapi/linux/bpf.h.
 *
 * @param immediate the constant; for the 16-byte load all 64 bits
 */
record BpfInstruction(int code, int destination, int source, int offset, long immediate) {
    static final int BYTES = 8;
    static final int CLASS_LD = 0;
    static final int CLASS_LDX = 1;
    static final int CLASS_ST = 2;
    static final int CLASS_STX = 3;
    static final int CLASS_ALU = 4;
    static final int CLASS_JMP = 5;
    static final int CLASS_JMP32 = 6;
    static final int CLASS_ALU64 = 7;
    private static final int LOAD_64 = 0x18;
    private static final int SIZE_MASK = 0x18;
    /** libbpf's replacement for an instruction that must not be reached: a call of a helper that no kernel has. */
    private static final BpfInstruction POISON = new BpfInstruction(0x85, 0, 0, 0, 195_896_080);

    /** @param code little-endian @param at index in bytes */
    static BpfInstruction read(ByteBuffer code, int at) {
        int opcode = code.get(at) & 0xff;
        int registers = code.get(at + 1);
        long immediate = code.getInt(at + 4);
        if (opcode == LOAD_64 && at + 2 * BYTES <= code.limit()) {
            immediate = immediate & 0xffff_ffffL | (long) code.getInt(at + BYTES + 4) << 32;
        }
        return new BpfInstruction(opcode, registers & 15, registers >> 4 & 15, code.getShort(at + 2), immediate);
    }

    int kind() {
        return code & 7;
    }

    /** The operation: the upper four bits, which tell what to compute or compare. */
    int operation() {
        return code & 0xf0;
    }

    boolean usesRegister() {
        return (code & 8) != 0;
    }

    boolean load64() {
        return code == LOAD_64;
    }

    boolean callsHelper() {
        return code == 0x85 && source == 0 && !poisoned();
    }

    boolean poisoned() {
        return equals(POISON);
    }

    /** The number of bytes that it reads or writes in memory. */
    int accessBytes() {
        return switch (code & SIZE_MASK) {
            case 0x18 -> 8;
            case 0x00 -> 4;
            case 0x08 -> 2;
            default -> 1;
        };
    }

    /**
     * Writes a relocation's value into the instruction, like {@code bpf_core_patch_insn} of relo_core.c.
     *
     * @param target null to make it one that must not be reached
     * @throws CoreException when this kind of instruction cannot hold such a number
     */
    BpfInstruction patched(RelocationValue original, RelocationValue target) {
        if (target == null) {
            return POISON;
        }
        switch (kind()) {
            case CLASS_ALU, CLASS_ALU64 -> {
                require(!usesRegister(), "it is no instruction with a number");
                check(original, (int) original.number(), (int) immediate);
                return new BpfInstruction(code, destination, source, offset, (int) target.number());
            }
            case CLASS_LDX, CLASS_ST, CLASS_STX -> {
                check(original, original.number(), offset);
                require(target.number() <= Short.MAX_VALUE, "the offset " + target.number() + " is too large for the instruction");
                return RelocationValue.mayResize(original, target) ? resized(original, target) : POISON;
            }
            default -> {
                require(load64() && source == 0 && offset == 0, "it is no instruction that libbpf relocates");
                check(original, original.number(), immediate);
                return new BpfInstruction(code, destination, source, offset, target.number());
            }
        }
    }

    private void check(RelocationValue original, long expected, long found) {
        require(!original.exact() || expected == found, "the instruction holds " + found + ", and by the object's own types"
                + " it should hold " + expected);
    }

    private BpfInstruction resized(RelocationValue original, RelocationValue target) {
        if (original.size() == target.size()) {
            return new BpfInstruction(code, destination, source, (int) target.number(), immediate);
        }
        require(accessBytes() == original.size(), "the instruction reads " + accessBytes() + " bytes, the object's own type has "
                + original.size());
        int size = switch ((int) target.size()) {
            case 8 -> 0x18;
            case 4 -> 0x00;
            case 2 -> 0x08;
            case 1 -> 0x10;
            default -> throw new CoreException("no instruction reads " + target.size() + " bytes");
        };
        return new BpfInstruction(code & ~SIZE_MASK | size, destination, source, (int) target.number(), immediate);
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new CoreException(problem);
        }
    }

    /** Writes it in the form that the kernel reads. */
    void write(ByteBuffer to, int at) {
        to.put(at, (byte) code).put(at + 1, (byte) (destination | source << 4)).putShort(at + 2, (short) offset)
                .putInt(at + 4, (int) immediate);
        if (load64()) {
            to.putInt(at + BYTES + 4, (int) (immediate >> 32));
        }
    }
}
