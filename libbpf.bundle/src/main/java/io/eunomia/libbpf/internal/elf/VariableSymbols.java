package io.eunomia.libbpf.internal.elf;

import io.eunomia.libbpf.btf.BtfType.Entry;
import io.eunomia.libbpf.btf.BtfType.Linkage;
import io.eunomia.libbpf.btf.BtfType.Variable;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.elf.MalformedObjectException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the offsets of variables: for variables that other files may see clang writes offset 0 into BTF, and the loader takes
 * the symbol's value (libbpf's {@code btf_fixup_datasec}).
 */
public final class VariableSymbols {
    private final Map<String, ElfSymbol> byName = new HashMap<>();

    public VariableSymbols(List<ElfSymbol> symbols) {
        for (ElfSymbol symbol : symbols) {
            boolean seen = symbol.binding() == ElfSymbol.Binding.GLOBAL
                    || symbol.binding() == ElfSymbol.Binding.WEAK;
            if (seen && symbol.kind() == ElfSymbol.Kind.OBJECT) {
                byName.putIfAbsent(symbol.name(), symbol);
            }
        }
    }

    /**
     * Offset of a variable in its section, in bytes.
     *
     * @throws MalformedObjectException when its symbol lies in another section
     */
    public long offset(Variable variable, Entry entry, ElfSection section) {
        ElfSymbol symbol = variable.linkage() == Linkage.GLOBAL ? byName.get(variable.name()) : null;
        if (symbol == null) {
            return entry.offset();
        }
        if (symbol.section() != section.index()) {
            throw new MalformedObjectException("variable " + variable.name(), "BTF says it lies in " + section
                    + ", its symbol that it lies in section " + symbol.section() + "; compile the object again");
        }
        return symbol.value();
    }
}
