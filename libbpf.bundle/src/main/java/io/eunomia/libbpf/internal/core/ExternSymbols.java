package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.DataSection;
import io.eunomia.libbpf.btf.BtfType.Entry;
import io.eunomia.libbpf.btf.BtfType.FunctionType;
import io.eunomia.libbpf.btf.BtfType.Variable;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.internal.btf.FlavoredName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks up an object's {@code __ksym} and {@code __kconfig} symbols ({@code bpf_object__resolve_externs} of libbpf.c). */
public final class ExternSymbols {
    private ExternSymbols() {
    }

    /**
     * @param unknown receives a sentence for each symbol that types tell nothing about
     * @return the known values of symbols; 0 for an absent one
     */
    public static Map<String, Long> of(ElfObject object, Btf kernel, List<String> unknown) {
        Map<String, Long> values = new HashMap<>();
        if (object.btf().isEmpty()) {
            return values;
        }
        Btf own = object.btf().get();
        Set<String> weak = weak(object);
        for (DataSection section : own.dataSections()) {
            for (Entry entry : section.name().equals(".ksyms") ? section.entries() : List.<Entry>of()) {
                BtfType type = own.type(entry.typeId());
                String name = FlavoredName.essential(type.name());
                if (type instanceof Variable variable && own.resolve(variable.typeId()) instanceof BtfType.VoidType) {
                    tell(unknown, weak, type, "whether the kernel has the symbol " + name + " stands in its /proc/kallsyms only");
                } else if (!present(kernel, type, name)) {
                    values.put(type.name(), 0L);
                }
            }
            for (Entry entry : section.name().equals(".kconfig") ? section.entries() : List.<Entry>of()) {
                String name = own.type(entry.typeId()).name();
                if (!name.startsWith("LINUX_")) {
                    tell(unknown, weak, own.type(entry.typeId()), name + " is read from the kernel's configuration, which its types do not tell");
                }
            }
        }
        return values;
    }

    /** Adds the sentence unless the symbol is weak: a weak symbol may be missing, so it raises no question. */
    private static void tell(List<String> unknown, Set<String> weak, BtfType symbol, String text) {
        if (!weak.contains(symbol.name())) {
            unknown.add(text);
        }
    }

    private static boolean present(Btf kernel, BtfType type, String name) {
        return type instanceof FunctionType ? kernel.function(name).isPresent() : kernel.find(name, Variable.class).isPresent();
    }

    private static Set<String> weak(ElfObject object) {
        Set<String> names = new HashSet<>();
        for (ElfSymbol symbol : object.symbols()) {
            if (symbol.external() && symbol.binding() == ElfSymbol.Binding.WEAK) {
                names.add(symbol.name());
            }
        }
        return names;
    }
}
