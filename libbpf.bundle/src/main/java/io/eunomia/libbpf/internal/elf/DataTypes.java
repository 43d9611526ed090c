package io.eunomia.libbpf.internal.elf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfMaps;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.DataSection;
import io.eunomia.libbpf.btf.BtfType.Entry;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.FunctionType;
import io.eunomia.libbpf.btf.BtfType.IntType;
import io.eunomia.libbpf.btf.BtfType.Linkage;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Variable;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.elf.MalformedObjectException;
import java.util.List;
import java.util.Optional;

/**
 * Checks that BTF's data sections agree with the ELF: libbpf takes offsets from symbols, sizes from types and content from
 * sections, and trusts that the three belong together.
 */
final class DataTypes {
    /** The largest {@code .kconfig} value: a line of the kernel's configuration is not longer. */
    private static final long MAX_KCONFIG_BYTES = 4096;

    private final Btf btf;
    private final List<ElfSection> sections;
    private final VariableSymbols symbols;

    private DataTypes(Btf btf, List<ElfSection> sections, VariableSymbols symbols) {
        this.btf = btf;
        this.sections = sections;
        this.symbols = symbols;
    }

    static void check(Btf btf, List<ElfSection> sections, List<ElfSymbol> all) {
        DataTypes types = new DataTypes(btf, sections, new VariableSymbols(all));
        types.checkNames();
        btf.dataSections().forEach(types::check);
        if (types.section(".maps").isPresent() && btf.dataSection(".maps").isEmpty()) {
            throw new MalformedObjectException(".maps", "BTF tells nothing about the maps; compile with -g");
        }
        BtfMaps.of(btf);
    }

    private void checkNames() {
        long distinct = btf.dataSections().stream().map(DataSection::name).distinct().count();
        if (distinct != btf.dataSections().size()) {
            throw new MalformedObjectException(".BTF", "two data sections have the same name; compile again");
        }
    }

    private Optional<ElfSection> section(String name) {
        return sections.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private void check(DataSection types) {
        for (Entry entry : types.entries()) {
            BtfType target = btf.type(entry.typeId());
            switch (types.name()) {
                case ".ksyms" -> checkExternal(types, target);
                case ".kconfig" -> checkConfiguration(types, target);
                default -> checkVariable(types, entry, target);
            }
        }
    }

    private static void checkExternal(DataSection types, BtfType target) {
        Linkage linkage = target instanceof Variable variable ? variable.linkage()
                : target instanceof FunctionType function ? function.linkage() : Linkage.STATIC;
        if (linkage != Linkage.EXTERN) {
            throw wrong(types, target, "it is not declared extern");
        }
    }

    private void checkConfiguration(DataSection types, BtfType target) {
        checkExternal(types, target);
        BtfType value = target instanceof Variable variable ? btf.resolve(variable.typeId()) : target;
        BtfType element = value instanceof ArrayType array ? btf.resolve(array.typeId()) : value;
        long size = btf.sizeOf(value);
        if (!(element instanceof IntType || element instanceof EnumType) || size <= 0 || size > MAX_KCONFIG_BYTES) {
            throw wrong(types, target, "only bool, char, integers, enum libbpf_tristate and char arrays of at most "
                    + MAX_KCONFIG_BYTES + " bytes can come from the kernel's configuration");
        }
    }

    private void checkVariable(DataSection types, Entry entry, BtfType target) {
        if (!(target instanceof Variable variable)) {
            throw wrong(types, target, "only .ksyms may hold functions");
        }
        Optional<ElfSection> section = section(types.name());
        if (section.isEmpty()) {
            return;
        }
        int room = section.get().size();
        long offset = symbols.offset(variable, entry, section.get());
        long size = Math.max(entry.size(), btf.sizeOf(variable.typeId()));
        if (offset > room || size > room - offset) {
            throw wrong(types, target, size + " bytes at offset " + offset + " reach beyond the section's " + room);
        }
        if (types.name().equals(".struct_ops") && (!(btf.resolve(variable.typeId()) instanceof StructType struct)
                || struct.name().isEmpty())) {
            throw wrong(types, target, "it is not of a named struct type");
        }
    }

    private static MalformedObjectException wrong(DataSection types, BtfType variable, String problem) {
        return new MalformedObjectException("variable " + variable.name() + " in " + types.name(),
                problem + "; compile the object again");
    }
}
