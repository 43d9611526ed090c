package io.eunomia.libbpf.internal.elf;

import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.MalformedObjectException;
import io.eunomia.libbpf.internal.btf.Printable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the section headers (System V ABI, chapter 4) and checks that each section lies in the file, apart from others. */
final class SectionTable {
    /** The largest {@code .bss}: it takes no room in the file, but a map of this size is more than a host can spare. */
    private static final long MAX_NOBITS = 1L << 29;
    private static final long MAX_ALIGNMENT = 1 << 16;
    /** The first of LLVM's own section types (SHT_LLVM_ADDRSIG and others), which libbpf skips. */
    private static final int LLVM_FIRST = 0x6fff4c00;
    private static final int LLVM_LAST = 0x6fff4cff;
    private static final Set<Integer> TYPES = Set.of(ElfSection.PROGBITS, ElfSection.SYMTAB, ElfSection.STRTAB,
            ElfSection.RELA, ElfSection.NOTE, ElfSection.NOBITS, ElfSection.REL, ElfSection.GROUP);
    /** Sections that libbpf looks up by name, so that a second one of the name would be taken for the first. */
    private static final Set<String> UNIQUE = Set.of(".text", "license", "version", "maps", ".maps", ".BTF",
            ".BTF.ext", ".struct_ops", ".kconfig", ".ksyms");

    private final ByteBuffer file;
    private final HeaderCheck.Header header;

    private SectionTable(byte[] bytes, HeaderCheck.Header header) {
        this.file = ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        this.header = header;
    }

    /** All sections by index; the first is the null section. */
    static List<ElfSection> read(byte[] bytes, HeaderCheck.Header header) {
        SectionTable table = new SectionTable(bytes, header);
        StringTable names = table.names();
        List<ElfSection> sections = new ArrayList<>(header.sectionCount());
        for (int index = 0; index < header.sectionCount(); index++) {
            sections.add(table.section(index, names));
        }
        table.checkOverlaps(sections);
        checkNames(sections);
        return List.copyOf(sections);
    }

    private int at(int index) {
        return header.sectionTable() + index * HeaderCheck.SECTION_HEADER_BYTES;
    }

    private StringTable names() {
        int index = header.nameSection();
        require(file.getInt(at(index) + 4) == ElfSection.STRTAB, index, "",
                "it holds the section names but is no string table");
        return new StringTable(content(index, "", ElfSection.STRTAB), "section [" + index + ']');
    }

    private ElfSection section(int index, StringTable names) {
        int at = at(index);
        int type = file.getInt(at + 4);
        if (index == 0) {
            require(type == ElfSection.NULL, 0, "", "the first section must be the null section");
            return new ElfSection(0, "", ElfSection.NULL, 0, 0, 0, 0, 0, 0, ByteBuffer.allocate(0));
        }
        String name = names.at(file.getInt(at), "name of section", index);
        boolean known = TYPES.contains(type) || type >= LLVM_FIRST && type <= LLVM_LAST;
        if (!known) {
            throw wrong(index, name, "section type " + Integer.toUnsignedString(type) + " is not known in BPF "
                    + "objects; make it with clang -target bpf");
        }
        long alignment = file.getLong(at + 48);
        if (alignment < 0 || alignment > MAX_ALIGNMENT || Long.bitCount(alignment) > 1) {
            throw wrong(index, name, "alignment " + Long.toUnsignedString(alignment) + " is no power of two up to "
                    + MAX_ALIGNMENT);
        }
        long entrySize = file.getLong(at + 56);
        if (entrySize < 0 || entrySize > MAX_ALIGNMENT) {
            throw wrong(index, name, "entry size " + Long.toUnsignedString(entrySize) + " is not below "
                    + MAX_ALIGNMENT);
        }
        ByteBuffer content = content(index, name, type);
        int offset = type == ElfSection.NOBITS ? 0 : (int) file.getLong(at + 24);
        return checked(new ElfSection(index, name, type, file.getLong(at + 8), offset, (int) file.getLong(at + 32),
                file.getInt(at + 40), file.getInt(at + 44), (int) entrySize, content));
    }

    private static ElfSection checked(ElfSection section) {
        // libelf would inflate a string table without a bound
        require(!section.compressed() || section.debug() && section.type() == ElfSection.PROGBITS, section.index(), section.name(),
                "it is compressed, which libbpf cannot read; leave out -gz");
        // libbpf skips functions in sections that are named like DWARF
        require(!section.executable() || section.type() == ElfSection.PROGBITS && !section.debug(), section.index(),
                section.name(), "it is executable but holds no instructions");
        return section;
    }

    private ByteBuffer content(int index, String name, int type) {
        long offset = file.getLong(at(index) + 24);
        long size = file.getLong(at(index) + 32);
        if (type == ElfSection.NOBITS) {
            if (size < 0 || size > MAX_NOBITS) {
                throw wrong(index, name, Long.toUnsignedString(size) + " bytes of zeroed data are more than "
                        + MAX_NOBITS);
            }
            return ByteBuffer.allocate(0);
        }
        if (offset < 0 || size < 0 || offset > file.limit() || size > file.limit() - offset) {
            throw wrong(index, name, "offset " + Long.toUnsignedString(offset) + " and size "
                    + Long.toUnsignedString(size) + " reach beyond the file's " + file.limit()
                    + " bytes; the file is truncated or damaged, copy it again");
        }
        return file.slice((int) offset, (int) size);
    }

    private void checkOverlaps(List<ElfSection> sections) {
        List<ElfSection> placed = sections.stream().filter(section -> section.content().limit() > 0)
                .sorted(Comparator.comparingInt(ElfSection::offset)).toList();
        int tableEnd = at(header.sectionCount());
        int end = HeaderCheck.HEADER_BYTES;
        for (ElfSection section : placed) {
            int sectionEnd = section.offset() + section.size();
            if (section.offset() < end) {
                throw wrong(section.index(), section.name(), "offset " + section.offset()
                        + " lies inside what comes before it, which ends at " + end);
            }
            require(section.offset() >= tableEnd || sectionEnd <= header.sectionTable(), section.index(),
                    section.name(), "it overlaps the section headers");
            end = sectionEnd;
        }
    }

    private static void checkNames(List<ElfSection> sections) {
        Set<String> seen = new HashSet<>();
        for (ElfSection section : sections) {
            if ((UNIQUE.contains(section.name()) || section.data()) && !seen.add(section.name())) {
                throw wrong(section.index(), section.name(), "there is another section of this name; link the "
                        + "object with \"bpftool gen object\"");
            }
        }
    }

    private static void require(boolean holds, int index, String name, String problem) {
        if (!holds) {
            throw wrong(index, name, problem);
        }
    }

    private static MalformedObjectException wrong(int index, String name, String problem) {
        return new MalformedObjectException(("section [" + index + "] " + Printable.of(name)).stripTrailing(),
                problem);
    }
}
