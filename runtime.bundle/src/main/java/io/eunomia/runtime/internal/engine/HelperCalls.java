package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds in a program's instructions which helpers of the kernel it calls, and which sizes its records have. */
record HelperCalls(Set<Integer> helpers, Set<Integer> recordSizes) {
    /** Numbers of {@code enum bpf_func_id} (include/uapi/linux/bpf.h). */
    static final int TRACE_PRINTK = 6;
    static final int TRACE_VPRINTK = 177;
    static final int SEQ_PRINTF = 126;
    static final int SEQ_WRITE = 127;
    private static final int INSTRUCTION = 8;
    private static final int CALL = 0x85;
    private static final int MOVE = 0xb7;
    private static final int MOVE_32 = 0xb4;
    private static final int LENGTH_REGISTER = 3;

    /**
     * Reads the instructions. Subprograms of all programs lie together in {@code .text}, so the calls in it count for each
     * program.
     */
    static HelperCalls of(ElfObject elf, ProgramFile program) {
        HelperCalls calls = new HelperCalls(new TreeSet<>(), new TreeSet<>());
        elf.sections().stream().filter(section -> section.executable() && section.name().equals(".text"))
                .forEach(section -> calls.scan(section.content(), 0, section.content().limit() / INSTRUCTION));
        for (ElfSymbol symbol : elf.symbols()) {
            section(elf, symbol, program).ifPresent(section -> {
                int first = (int) (symbol.value() / INSTRUCTION);
                calls.scan(section.content(), first, first + program.instructionCount());
            });
        }
        return calls;
    }

    private static Optional<ElfSection> section(ElfObject elf, ElfSymbol symbol, ProgramFile program) {
        boolean function = symbol.kind() == ElfSymbol.Kind.FUNCTION && symbol.defined()
                && symbol.name().equals(program.name());
        return function ? Optional.of(elf.sections().get(symbol.section())).filter(ElfSection::executable)
                : Optional.empty();
    }

    private void scan(ByteBuffer code, int first, int end) {
        int length = -1;
        for (int at = first; at < end && (at + 1) * INSTRUCTION <= code.limit(); at++) {
            int opcode = code.get(at * INSTRUCTION) & 0xff;
            int registers = code.get(at * INSTRUCTION + 1) & 0xff;
            int immediate = code.getInt(at * INSTRUCTION + 4);
            if ((opcode == MOVE || opcode == MOVE_32) && registers == LENGTH_REGISTER) {
                length = immediate;
            } else if (opcode == CALL && registers == 0) {
                helpers.add(immediate);
                if (immediate == SEQ_WRITE && length > 0) {
                    recordSizes.add(length);
                }
            }
        }
    }

    boolean printsToTrace() {
        return helpers.contains(TRACE_PRINTK) || helpers.contains(TRACE_VPRINTK);
    }

    /** Tells whether an iterator writes records rather than text. */
    boolean writesRecords() {
        return helpers.contains(SEQ_WRITE) && !helpers.contains(SEQ_PRINTF);
    }
}
