package io.eunomia.libbpf.elf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.internal.elf.Carver;
import io.eunomia.libbpf.internal.elf.GlobalsReader;
import io.eunomia.libbpf.internal.elf.ObjectParser;
import java.util.List;
import java.util.Optional;

/**
 * A BPF object file that has been checked: every offset, size, index and type reference is sound, so that libbpf and libelf
 * may read it inside this process. Immutable; any thread.
 *
 * <p>The checks are those that libbpf 1.1 and libelf 0.188 omit, or make in a way that hostile bytes can get around. Bounds
 * on the work and memory that an object can cause are checked too.
 */
public final class ElfObject {
    private final byte[] file;
    private final List<ElfSection> sections;
    private final List<ElfSymbol> symbols;
    private final List<ElfProgram> programs;
    private final List<ElfRelocation> relocations;
    private final Optional<Btf> btf;

    private ElfObject(ObjectParser parser) {
        this.file = parser.file();
        this.sections = parser.sections();
        this.symbols = parser.symbols();
        this.programs = parser.programs();
        this.relocations = parser.relocations();
        this.btf = parser.btf();
    }

    /**
     * @param file a whole object file; copied
     * @throws MalformedObjectException when it is no BPF object or breaks the format; the message names place and remedy
     * @throws io.eunomia.libbpf.btf.MalformedBtfException when its BTF breaks the format
     */
    public static ElfObject parse(byte[] file) {
        return new ElfObject(new ObjectParser(file.clone()));
    }

    /**
     * Finds BPF objects inside another file, such as a tool built with a libbpf skeleton. The objects found are cut out by
     * their headers and not checked further; {@link #parse} does that.
     *
     * @param file any bytes, for instance an executable
     * @return the objects in the order of the file, none if there are none
     */
    public static List<byte[]> carve(byte[] file) {
        return Carver.carve(file);
    }

    /** A copy of the checked bytes, which may be given to libbpf. */
    public byte[] toByteArray() {
        return file.clone();
    }

    /** The sections by index; the first is the null section. */
    public List<ElfSection> sections() {
        return sections;
    }

    /** The first section of this name. */
    public Optional<ElfSection> section(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).findFirst();
    }

    /** Sections that become maps: {@code .data}, {@code .rodata}, {@code .bss} and those with a suffix. */
    public List<ElfSection> dataSections() {
        return sections.stream().filter(ElfSection::data).toList();
    }

    /** The symbols by index. */
    public List<ElfSymbol> symbols() {
        return symbols;
    }

    /** The programs, by section and offset; at least one. */
    public List<ElfProgram> programs() {
        return programs;
    }

    /** The relocations that matter to a loader; those of DWARF and BTF are left out. */
    public List<ElfRelocation> relocations() {
        return relocations;
    }

    /** The text of the section {@code license}, e.g. {@code GPL}; empty if there is none. */
    public String license() {
        return section("license").map(ObjectParser::text).orElse("");
    }

    /** The object's types; empty if it was built without {@code -g} and needs none. */
    public Optional<Btf> btf() {
        return btf;
    }

    /** The global variables of {@link #dataSections} by BTF, by section and offset; none without BTF. */
    public List<ElfGlobal> globals() {
        return GlobalsReader.read(this);
    }
}
