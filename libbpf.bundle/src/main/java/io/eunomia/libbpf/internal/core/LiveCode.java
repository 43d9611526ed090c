package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfRelocation;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the instructions of an object that the verifier would come to, as far as constants decide: relocated numbers, constant
 * data, absent symbols. It follows registers only. So it may take an instruction for reached which the verifier knows not to
 * be, but never the other way round. Used once.
 */
final class LiveCode {
    private static final int CALL = 0x85;
    private static final int EXIT = 0x95;
    private static final int PSEUDO_CALL = 1;
    private static final int MOVE = 0xb0;
    private static final int JUMP = 0x00;
    private static final int MODE_MEMORY = 0x60;
    private static final int MODE_MASK = 0xe0;
    private static final int FRAME = 10;

    private final Map<Integer, ByteBuffer> code;
    private final Constants constants;
    private final Map<Integer, Map<Integer, ElfSymbol>> references = new HashMap<>();
    private final Map<Integer, Registers[]> states = new HashMap<>();
    private final Map<Integer, BitSet> reached = new HashMap<>();
    private final Set<Long> entered = new HashSet<>();
    private final Deque<Long> open = new ArrayDeque<>();

    /**
     * @param code the relocated code by section
     */
    LiveCode(ElfObject object, Map<Integer, ByteBuffer> code, Constants constants) {
        this.code = code;
        this.constants = constants;
        for (ElfRelocation relocation : object.relocations()) {
            references.computeIfAbsent(relocation.section(), section -> new HashMap<>())
                    .put((int) relocation.offset(), object.symbols().get(relocation.symbol()));
        }
    }

    /** Follows everything from the start of a function. */
    void enter(int section, int offset) {
        if (code.containsKey(section) && entered.add(place(section, offset))) {
            come(section, offset, new Registers());
            while (!open.isEmpty()) {
                long next = open.pop();
                step((int) (next >>> 32), (int) next);
            }
        }
    }

    boolean isReached(int section, int offset) {
        BitSet own = reached.get(section);
        return own != null && own.get(offset / BpfInstruction.BYTES);
    }

    private static long place(int section, int offset) {
        return (long) section << 32 | offset;
    }

    private void come(int section, int offset, Registers registers) {
        int number = offset / BpfInstruction.BYTES;
        Registers[] known = states.computeIfAbsent(section, key ->
                new Registers[code.get(section).limit() / BpfInstruction.BYTES]);
        if (number < 0 || number >= known.length) {
            return;
        }
        BitSet own = reached.computeIfAbsent(section, key -> new BitSet());
        boolean first = !own.get(number);
        own.set(number);
        if (first) {
            known[number] = registers.copy();
        }
        if (first || known[number].join(registers)) {
            open.push(place(section, offset));
        }
    }

    private void step(int section, int offset) {
        BpfInstruction instruction = BpfInstruction.read(code.get(section), offset);
        if (instruction.poisoned()) {
            return;
        }
        Registers registers = states.get(section)[offset / BpfInstruction.BYTES].copy();
        int next = offset + (instruction.load64() ? 2 : 1) * BpfInstruction.BYTES;
        ElfSymbol symbol = references.getOrDefault(section, Map.of()).get(offset);
        switch (instruction.kind()) {
            case BpfInstruction.CLASS_LD -> load(registers, instruction, symbol);
            case BpfInstruction.CLASS_LDX -> read(registers, instruction);
            case BpfInstruction.CLASS_ALU, BpfInstruction.CLASS_ALU64 -> compute(registers, instruction);
            case BpfInstruction.CLASS_JMP, BpfInstruction.CLASS_JMP32 -> {
                jump(section, offset, instruction, registers, symbol);
                return;
            }
            case BpfInstruction.CLASS_STX -> {
                if ((instruction.code() & MODE_MASK) != MODE_MEMORY) {
                    // An atomic operation may return the old value in this register.
                    registers.unknown(instruction.source());
                    registers.unknown(0);
                }
            }
            default -> { }
        }
        come(section, next, registers);
    }

    private void load(Registers registers, BpfInstruction instruction, ElfSymbol symbol) {
        int to = instruction.destination();
        if (!instruction.load64()) {
            registers.called();
        } else if (symbol == null) {
            if (instruction.source() == 0) {
                registers.number(to, instruction.immediate());
            } else {
                registers.unknown(to);
            }
        } else if (symbol.external()) {
            external(registers, to, symbol);
        } else {
            registers.unknown(to);
            if (constants.has(symbol.section())) {
                registers.address(to, symbol.section(), symbol.value() + (int) instruction.immediate());
            } else if (code.containsKey(symbol.section())) {
                // This is a function that a helper will call back.
                call(symbol.section(), (int) symbol.value() + (int) instruction.immediate());
            }
        }
    }

    private void external(Registers registers, int to, ElfSymbol symbol) {
        Long value = constants.extern(symbol);
        if (value == null) {
            registers.unknown(to);
        } else if (value == 0) {
            registers.number(to, 0);
        } else {
            registers.address(to, constants.addressOf(symbol), 0);
        }
    }

    private void read(Registers registers, BpfInstruction instruction) {
        int to = instruction.destination();
        OptionalLong value = OptionalLong.empty();
        if (registers.section(instruction.source()) > 0) {
            value = constants.read(registers.section(instruction.source()), registers.value(instruction.source())
                    + instruction.offset(), instruction.accessBytes());
        }
        registers.unknown(to);
        if (value.isPresent() && (instruction.code() & MODE_MASK) == MODE_MEMORY) {
            registers.number(to, value.getAsLong());
        }
    }

    private static void compute(Registers registers, BpfInstruction instruction) {
        int to = instruction.destination();
        int from = instruction.source();
        boolean wide = instruction.kind() == BpfInstruction.CLASS_ALU64;
        boolean known = !instruction.usesRegister() || registers.isNumber(from);
        long right = instruction.usesRegister() ? registers.value(from) : instruction.immediate();
        if (instruction.operation() == MOVE) {
            if (instruction.offset() != 0 || !known && !wide) {
                registers.unknown(to);
            } else if (!known) {
                registers.move(to, from);
            } else {
                registers.number(to, wide ? right : right & 0xffff_ffffL);
            }
            return;
        }
        if (registers.section(to) > 0 && known && wide && instruction.operation() == 0) {
            registers.address(to, registers.section(to), registers.value(to) + right);
            return;
        }
        OptionalLong result = known && registers.isNumber(to) ? InstructionArithmetic.compute(instruction.operation(), wide,
                registers.value(to), right) : OptionalLong.empty();
        if (result.isPresent()) {
            registers.number(to, result.getAsLong());
        } else {
            registers.unknown(to);
        }
    }

    private void jump(int section, int offset, BpfInstruction instruction, Registers registers, ElfSymbol symbol) {
        int next = offset + BpfInstruction.BYTES;
        if (instruction.code() == EXIT) {
            return;
        }
        if (instruction.code() == CALL || instruction.operation() == 0x80) {
            if (symbol != null && code.containsKey(symbol.section())) {
                call(symbol.section(), (int) symbol.value() + ((int) instruction.immediate() + 1) * BpfInstruction.BYTES);
            } else if (symbol == null && instruction.source() == PSEUDO_CALL) {
                call(section, next + (int) instruction.immediate() * BpfInstruction.BYTES);
            }
            registers.called();
            come(section, next, registers);
            return;
        }
        boolean wide = instruction.kind() == BpfInstruction.CLASS_JMP;
        if (instruction.operation() == JUMP) {
            come(section, next + (wide ? instruction.offset() : (int) instruction.immediate()) * BpfInstruction.BYTES, registers);
            return;
        }
        int target = next + instruction.offset() * BpfInstruction.BYTES;
        boolean known = instruction.destination() != FRAME && registers.isNumber(instruction.destination())
                && (!instruction.usesRegister() || registers.isNumber(instruction.source()));
        if (!known) {
            come(section, target, registers);
            come(section, next, registers);
            return;
        }
        long right = instruction.usesRegister() ? registers.value(instruction.source()) : instruction.immediate();
        boolean taken = InstructionArithmetic.jumps(instruction.operation(), wide, registers.value(instruction.destination()), right);
        come(section, taken ? target : next, registers);
    }

    private void call(int section, int offset) {
        if (entered.add(place(section, offset))) {
            come(section, offset, new Registers());
        }
    }

    /** A copy of a section's code as a buffer that may be changed. */
    static ByteBuffer copy(ElfSection section) {
        return ByteBuffer.wrap(section.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
}
