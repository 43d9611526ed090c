package io.eunomia.libbpf.dwarf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.MalformedBtfException;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.internal.dwarf.DebugSections;
import io.eunomia.libbpf.internal.dwarf.EntryTree;
import io.eunomia.libbpf.internal.dwarf.FunctionScopes;
import io.eunomia.libbpf.internal.dwarf.TypeTranslator;
import java.util.List;
import java.util.Optional;

/** The types and local variables in an object's {@code .debug_info}. Immutable; any thread. */
public final class DebugInfo {
    private final Btf types;
    private final FunctionScopes functions;

    private DebugInfo(EntryTree tree) {
        TypeTranslator translator = new TypeTranslator(tree);
        this.types = parse(translator.section());
        this.functions = new FunctionScopes(tree, translator);
    }

    /**
     * @return empty when the object has none because it was stripped, as {@code llvm-strip -g} does
     * @throws MalformedDwarfException when it breaks the format, is of another version than 4 and 5, or is larger than the
     *     debug information of any real program
     */
    public static Optional<DebugInfo> read(ElfObject elf) {
        return DebugSections.of(elf).map(sections -> new DebugInfo(EntryTree.read(sections)));
    }

    private static Btf parse(byte[] section) {
        try {
            return Btf.parse(section);
        } catch (MalformedBtfException e) {
            throw new MalformedDwarfException(".debug_info", "its types break the rules of C: " + e.getMessage());
        }
    }

    /** All types of the program in the form of BTF; the ids are not those of the object's own BTF. */
    public Btf types() {
        return types;
    }

    /**
     * The variables and parameters of the function that an instruction belongs to, and of the functions inlined into it.
     *
     * @param section index of the instruction's section
     * @param offset of the instruction in it, in bytes
     * @return none when no function is known there
     */
    public List<LocalVariable> variables(int section, long offset) {
        return functions.variables(section, offset);
    }
}
