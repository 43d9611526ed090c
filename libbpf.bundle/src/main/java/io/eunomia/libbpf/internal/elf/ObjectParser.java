package io.eunomia.libbpf.internal.elf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.elf.ElfProgram;
import io.eunomia.libbpf.elf.ElfRelocation;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.elf.MalformedObjectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads and checks the parts of an object in the order in which they rely on each other. */
public final class ObjectParser {
    /** The largest BTF: the kernel accepts 16 MiB (BTF_MAX_SIZE, kernel/bpf/btf.c); objects with all of its types have 2. */
    private static final int MAX_TYPE_BYTES = 8 << 20;

    private final byte[] file;
    private final List<ElfSection> sections;
    private final List<ElfSymbol> symbols;
    private final List<ElfRelocation> relocations;
    private final List<ElfProgram> programs;
    private final Optional<Btf> btf;

    /** @param file kept; must not change afterwards */
    public ObjectParser(byte[] file) {
        this.file = file;
        this.sections = SectionTable.read(file, HeaderCheck.check(file));
        checkKnownSections();
        ElfSection symbolTable = SymbolTable.find(sections);
        this.symbols = SymbolTable.read(sections, symbolTable);
        this.relocations = RelocationTables.read(sections, symbolTable);
        this.programs = Functions.check(sections, symbols);
        this.btf = section(".BTF").map(ObjectParser::types);
        checkTypes();
    }

    private Optional<ElfSection> section(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).findFirst();
    }

    private static Btf types(ElfSection section) {
        if (section.size() > MAX_TYPE_BYTES) {
            throw new MalformedObjectException(section.toString(), section.size() + " bytes of types are more than "
                    + MAX_TYPE_BYTES + "; split the object into smaller ones");
        }
        return Btf.parse(section.bytes());
    }

    private void checkKnownSections() {
        if (section("maps").isPresent()) {
            throw new MalformedObjectException("section maps", "its maps are defined in the way of before 2018, "
                    + "which libbpf 1.0 gave up; define them in SEC(\".maps\") with __uint and __type");
        }
        for (String name : List.of("license", "version", ".maps", ".BTF", ".BTF.ext", ".struct_ops")) {
            section(name).filter(section -> section.type() != ElfSection.PROGBITS || section.size() == 0
                    || section.executable()).ifPresent(section -> {
                        throw new MalformedObjectException(section.toString(), "it must hold data, but it is empty "
                                + "or of another type; compile the object again");
                    });
        }
        section("version").filter(section -> section.size() != 4).ifPresent(section -> {
            throw new MalformedObjectException(section.toString(), section.size() + " bytes are not 4");
        });
    }

    private void checkTypes() {
        if (btf.isPresent()) {
            DataTypes.check(btf.get(), sections, symbols);
            ExtendedTypes.Amount extended = section(".BTF.ext")
                    .map(section -> ExtendedTypes.check(section, sections, btf.get()))
                    .orElse(ExtendedTypes.Amount.NONE);
            new LoaderWork(this, extended).check(btf.get());
            return;
        }
        boolean needed = section(".maps").isPresent() || section(".struct_ops").isPresent()
                || symbols.stream().anyMatch(ElfSymbol::external);
        if (needed) {
            throw new MalformedObjectException("", "it has no BTF (section .BTF), which its maps or extern "
                    + "variables need; compile with -g and strip debug sections only (llvm-strip -g)");
        }
    }

    /** The text at the start of a section, up to a zero byte or its end. */
    public static String text(ElfSection section) {
        String all = new String(section.bytes(), StandardCharsets.UTF_8);
        int end = all.indexOf(0);
        return end < 0 ? all : all.substring(0, end);
    }

    public byte[] file() {
        return file;
    }

    public List<ElfSection> sections() {
        return sections;
    }

    public List<ElfSymbol> symbols() {
        return symbols;
    }

    public List<ElfRelocation> relocations() {
        return relocations;
    }

    public List<ElfProgram> programs() {
        return programs;
    }

    public Optional<Btf> btf() {
        return btf;
    }
}
