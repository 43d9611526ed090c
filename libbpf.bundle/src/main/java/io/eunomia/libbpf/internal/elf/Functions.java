package io.eunomia.libbpf.internal.elf;

import io.eunomia.libbpf.elf.ElfProgram;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.elf.MalformedObjectException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks the functions of executable sections. libbpf copies each function's bytes, appends called functions of
 * {@code .text} to every program by recursion, and patches instructions in place; these checks bound that work.
 */
final class Functions {
    private static final int INSTRUCTION_BYTES = 8;
    /** {@code BPF_LD | BPF_IMM | BPF_DW}: the only instruction that takes two slots. */
    private static final int LOAD_64 = 0x18;
    /** The kernel allows 256 functions in a program; each takes native stack in libbpf's recursion. */
    private static final int MAX_SUBPROGRAMS = 1024;
    private static final int MAX_PROGRAMS = 4096;
    /** The most bytes of code that libbpf may assemble; it puts all of {@code .text} behind each program. */
    private static final long MAX_ASSEMBLED = 1L << 28;

    private final List<ElfSection> sections;

    private Functions(List<ElfSection> sections) {
        this.sections = sections;
    }

    /** Checks all functions and returns those that are programs, in the order of section and offset. */
    static List<ElfProgram> check(List<ElfSection> sections, List<ElfSymbol> symbols) {
        Functions functions = new Functions(sections);
        Map<Integer, List<ElfSymbol>> bySection = new TreeMap<>();
        for (ElfSymbol symbol : symbols) {
            if (symbol.kind() == ElfSymbol.Kind.FUNCTION && symbol.defined()
                    && sections.get(symbol.section()).executable()) {
                bySection.computeIfAbsent(symbol.section(), index -> new ArrayList<>()).add(symbol);
            }
        }
        for (ElfSection section : sections) {
            if (section.executable()) {
                functions.checkSection(section, bySection.getOrDefault(section.index(), List.of()));
            }
        }
        return functions.programs(bySection);
    }

    private void checkSection(ElfSection section, List<ElfSymbol> symbols) {
        if (section.size() % INSTRUCTION_BYTES != 0) {
            throw new MalformedObjectException(section.toString(), section.size()
                    + " bytes are no whole number of 8-byte instructions; the object is damaged, compile it again");
        }
        List<ElfSymbol> ordered = new ArrayList<>(symbols);
        ordered.sort(Comparator.comparingLong(ElfSymbol::value));
        ByteBuffer code = section.content();
        long end = 0;
        for (ElfSymbol function : ordered) {
            if (function.size() == 0 || (function.value() | function.size()) % INSTRUCTION_BYTES != 0) {
                throw wrong(section, function, "offset " + function.value() + " and size " + function.size()
                        + " are no whole number of instructions");
            }
            if (function.value() < end) {
                throw wrong(section, function, "it overlaps the function before it");
            }
            end = function.value() + function.size();
            checkCode(section, function, code);
        }
    }

    private static void checkCode(ElfSection section, ElfSymbol function, ByteBuffer code) {
        int end = (int) (function.value() + function.size());
        for (int at = (int) function.value(); at < end; at += INSTRUCTION_BYTES) {
            if (code.get(at) == LOAD_64) {
                // libbpf writes the second slot of whatever looks like a first one
                if (at + INSTRUCTION_BYTES >= end || code.get(at + INSTRUCTION_BYTES) != 0) {
                    throw wrong(section, function, "the 64-bit load at instruction "
                            + (at - function.value()) / INSTRUCTION_BYTES + " lacks its second half");
                }
                at += INSTRUCTION_BYTES;
            }
        }
    }

    private List<ElfProgram> programs(Map<Integer, List<ElfSymbol>> bySection) {
        List<ElfProgram> programs = new ArrayList<>();
        long code = 0;
        long text = 0;
        for (Map.Entry<Integer, List<ElfSymbol>> entry : bySection.entrySet()) {
            ElfSection section = sections.get(entry.getKey());
            if (section.name().equals(".text")) {
                text = section.size();
                checkCount(section, entry.getValue().size(), MAX_SUBPROGRAMS);
            } else {
                code += section.size();
                entry.getValue().stream().sorted(Comparator.comparingLong(ElfSymbol::value))
                        .map(function -> program(section, function)).forEach(programs::add);
                checkCount(section, programs.size(), MAX_PROGRAMS);
            }
        }
        if (programs.isEmpty()) {
            throw new MalformedObjectException("", "it has no programs: no function lies in an executable section "
                    + "other than .text; mark programs with SEC(\"…\")");
        }
        if (code + programs.size() * text > MAX_ASSEMBLED) {
            throw new MalformedObjectException(".text", programs.size() + " programs with " + text + " bytes of "
                    + "called functions each would need more than " + MAX_ASSEMBLED + " bytes");
        }
        return List.copyOf(programs);
    }

    private static void checkCount(ElfSection section, int count, int limit) {
        if (count > limit) {
            throw new MalformedObjectException(section.toString(), count + " functions are more than " + limit);
        }
    }

    private static ElfProgram program(ElfSection section, ElfSymbol function) {
        if (function.binding() == ElfSymbol.Binding.LOCAL) {
            throw wrong(section, function, "the program is static, which libbpf does not load; remove \"static\"");
        }
        boolean autoload = !section.name().startsWith("?");
        return new ElfProgram(autoload ? section.name() : section.name().substring(1), function.name(),
                (int) function.size() / INSTRUCTION_BYTES, autoload);
    }

    private static MalformedObjectException wrong(ElfSection section, ElfSymbol function, String problem) {
        return new MalformedObjectException("function " + function.name() + " in " + section, problem);
    }
}
