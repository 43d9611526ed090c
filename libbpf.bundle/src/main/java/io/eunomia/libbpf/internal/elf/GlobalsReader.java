package io.eunomia.libbpf.internal.elf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.DataSection;
import io.eunomia.libbpf.btf.BtfType.Entry;
import io.eunomia.libbpf.btf.BtfType.Modifier;
import io.eunomia.libbpf.btf.BtfType.Qualifier;
import io.eunomia.libbpf.btf.BtfType.Typedef;
import io.eunomia.libbpf.btf.BtfType.Variable;
import io.eunomia.libbpf.elf.ElfGlobal;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lists the global variables of a checked object. */
public final class GlobalsReader {
    private final Btf btf;
    private final VariableSymbols symbols;
    private final List<ElfGlobal> globals = new ArrayList<>();

    private GlobalsReader(Btf btf, VariableSymbols symbols) {
        this.btf = btf;
        this.symbols = symbols;
    }

    public static List<ElfGlobal> read(ElfObject object) {
        if (object.btf().isEmpty()) {
            return List.of();
        }
        GlobalsReader reader = new GlobalsReader(object.btf().get(), new VariableSymbols(object.symbols()));
        for (ElfSection section : object.dataSections()) {
            reader.btf.dataSection(section.name()).ifPresent(types -> reader.read(section, types));
        }
        return List.copyOf(reader.globals);
    }

    private void read(ElfSection section, DataSection types) {
        byte[] content = section.type() == ElfSection.NOBITS ? null : section.bytes();
        List<ElfGlobal> found = new ArrayList<>();
        for (Entry entry : types.entries()) {
            if (btf.type(entry.typeId()) instanceof Variable variable) {
                found.add(global(section, content, variable, entry));
            }
        }
        found.sort(Comparator.comparingInt(ElfGlobal::offset));
        globals.addAll(found);
    }

    private ElfGlobal global(ElfSection section, byte[] content, Variable variable, Entry entry) {
        int offset = (int) symbols.offset(variable, entry, section);
        byte[] value = new byte[entry.size()];
        if (content != null) {
            System.arraycopy(content, offset, value, 0, value.length);
        }
        return new ElfGlobal(variable.name(), section.name(), offset, entry.size(), variable.typeId(),
                variable.linkage(), section.name().startsWith(".rodata"), isVolatile(variable.typeId()), value);
    }

    private boolean isVolatile(int typeId) {
        BtfType type = btf.type(typeId);
        if (type instanceof Modifier modifier) {
            return modifier.qualifier() == Qualifier.VOLATILE || isVolatile(modifier.typeId());
        }
        if (type instanceof Typedef typedef) {
            return isVolatile(typedef.typeId());
        }
        return type instanceof ArrayType array && isVolatile(array.typeId());
    }
}
