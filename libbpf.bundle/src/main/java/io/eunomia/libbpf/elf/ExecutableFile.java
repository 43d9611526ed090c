package io.eunomia.libbpf.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads executables and libraries: 64-bit little-endian ELF (System V ABI, chapters 4 and 5; the structs are those of elf.h). The file may
 * be anybody's, so every offset is checked and everything has a bound. Confined to one thread.
 */
public final class ExecutableFile {
    /** Types of sections in elf.h. */
    public static final int SYMTAB = 2;
    public static final int NOTE = 7;
    public static final int DYNSYM = 11;
    private static final int NO_BITS = 8;
    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int SECTION_HEADER = 64;
    private static final int SYMBOL = 24;
    /** The linker makes some ten of them; a file with more than these is nothing that runs. */
    private static final int MOST_SEGMENTS = 1024;
    private static final int MOST_SECTIONS = 1 << 16;
    private static final int MOST_NAME = 256;
    private static final int MOST_NOTES = 1 << 20;
    private static final int MOST_BUILD_ID = 64;
    private static final int SYMBOLS_AT_ONCE = 4096;
    private static final int LOAD = 1;
    private static final int NOTES = 4;
    private static final int EXECUTABLE = 1;
    private static final int BUILD_ID = 3;

    private final ByteSource bytes;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final boolean positionIndependent;
    private final int names;

    /**
     * A part of the file that is loaded, or that has notes.
     *
     * @param address at which the file says that it is loaded
     * @param size in the file, in bytes
     */
    public record Segment(int type, boolean executable, long offset, long address, long size) {
        public boolean loaded() {
            return type == LOAD;
        }

        public boolean containsOffset(long other) {
            return Long.compareUnsigned(other - offset, size) < 0;
        }

        public boolean containsAddress(long other) {
            return Long.compareUnsigned(other - address, size) < 0;
        }
    }

    /** @param link number of the section with its strings */
    public record Section(int name, int type, long address, long offset, long size, int link) {
    }

    /** Takes one symbol of a table. */
    public interface SymbolVisitor {
        /**
         * @param name offset of the name in the table's strings
         * @param info binding and type, {@code st_info}
         * @param section number of the section that it is in; 0 if it is another file's
         */
        void symbol(long name, int info, int section, long value, long size);
    }

    /** The file that has the symbols which were taken out of this one. @param crc of all its bytes, as of zip files */
    public record DebugLink(String name, int crc) {
    }

    /** @throws MalformedObjectException when the bytes are no such file */
    public ExecutableFile(ByteSource bytes) throws IOException {
        this.bytes = bytes;
        ByteBuffer head = bytes.read(0, HEADER);
        if (head.getInt(0) != 0x464c457f || head.get(4) != 2 || head.get(5) != 1) {
            throw new MalformedObjectException("header", "it is no 64-bit little-endian ELF");
        }
        positionIndependent = head.getShort(16) == 3;
        int segmentSize = Short.toUnsignedInt(head.getShort(54));
        int segmentCount = Short.toUnsignedInt(head.getShort(56));
        int sectionSize = Short.toUnsignedInt(head.getShort(58));
        long sectionsAt = head.getLong(40);
        int sectionCount = Short.toUnsignedInt(head.getShort(60));
        names = Short.toUnsignedInt(head.getShort(62));
        if (segmentCount > MOST_SEGMENTS || segmentCount > 0 && segmentSize != PROGRAM_HEADER
                || sectionCount > 0 && sectionSize != SECTION_HEADER) {
            throw new MalformedObjectException("header", "its tables have entries of other sizes, or too many");
        }
        ByteBuffer table = bytes.read(segmentCount == 0 ? 0 : head.getLong(32), segmentCount * PROGRAM_HEADER);
        for (int at = 0; at < table.limit(); at += PROGRAM_HEADER) {
            segments.add(new Segment(table.getInt(at), (table.getInt(at + 4) & EXECUTABLE) != 0, table.getLong(at + 8),
                    table.getLong(at + 16), table.getLong(at + 32)));
        }
        readSections(sectionsAt, sectionCount);
    }

    private void readSections(long at, int count) throws IOException {
        if (at == 0) {
            return;
        }
        // A file with more sections than the header has room for says so in the first section's size.
        long all = count == 0 ? bytes.read(at, SECTION_HEADER).getLong(32) : count;
        if (all < 0 || all > MOST_SECTIONS) {
            throw new MalformedObjectException("header", "it has too many sections");
        }
        ByteBuffer table = bytes.read(at, (int) all * SECTION_HEADER);
        for (int i = 0; i < table.limit(); i += SECTION_HEADER) {
            int type = table.getInt(i + 4);
            sections.add(new Section(table.getInt(i), type, table.getLong(i + 16), table.getLong(i + 24),
                    type == NO_BITS ? 0 : table.getLong(i + 32), table.getInt(i + 40)));
        }
    }

    /** Tells whether it may be loaded anywhere, as libraries are. */
    public boolean positionIndependent() {
        return positionIndependent;
    }

    public List<Segment> segments() {
        return List.copyOf(segments);
    }

    /** The sections of a type, in the file's order. */
    public List<Section> sections(int type) {
        return sections.stream().filter(one -> one.type() == type).toList();
    }

    /** Finds where an offset in the file is loaded, as the file says. @return -1 for what is not loaded */
    public long address(long offset) {
        return segments.stream().filter(one -> one.loaded() && one.containsOffset(offset))
                .mapToLong(one -> offset - one.offset() + one.address()).findFirst().orElse(-1);
    }

    /** Finds the place of an address in the file. @return -1 for one that is not in it */
    public long offset(long address) {
        return segments.stream().filter(one -> one.loaded() && one.containsAddress(address))
                .mapToLong(one -> address - one.address() + one.offset()).findFirst().orElse(-1);
    }

    /** Visits the symbols of a table. @param most of them; the others are left out */
    public void symbols(Section table, int most, SymbolVisitor visitor) throws IOException {
        long count = Math.min(most, Long.divideUnsigned(table.size(), SYMBOL));
        for (long done = 0; done < count; done += SYMBOLS_AT_ONCE) {
            int now = (int) Math.min(SYMBOLS_AT_ONCE, count - done);
            ByteBuffer some = bytes.read(table.offset() + done * SYMBOL, now * SYMBOL);
            for (int at = 0; at < some.limit(); at += SYMBOL) {
                visitor.symbol(Integer.toUnsignedLong(some.getInt(at)), some.get(at + 4) & 0xff,
                        Short.toUnsignedInt(some.getShort(at + 6)), some.getLong(at + 8), some.getLong(at + 16));
            }
        }
    }

    /**
     * Reads the strings of a table of symbols.
     *
     * @param most bytes
     * @throws MalformedObjectException when there are more, or none
     */
    public ByteBuffer strings(Section table, int most) throws IOException {
        if (table.link() < 0 || table.link() >= sections.size()) {
            throw new MalformedObjectException("section", "its strings are in none of the " + sections.size() + " sections");
        }
        return content(sections.get(table.link()), most);
    }

    /** @throws MalformedObjectException when it has more than {@code most} bytes */
    public ByteBuffer content(Section section, int most) throws IOException {
        if (section.size() < 0 || section.size() > most) {
            throw new MalformedObjectException("section", "it has more than " + most + " bytes");
        }
        return bytes.read(section.offset(), (int) section.size());
    }

    /** Reads text that a zero ends. @return null if none does within {@code most} bytes */
    public static String text(ByteBuffer strings, long from, int most) {
        if (from < 0 || from >= strings.limit()) {
            return null;
        }
        int end = (int) from;
        int last = (int) Math.min(strings.limit(), from + (long) most);
        while (end < last && strings.get(end) != 0) {
            end++;
        }
        if (end == last) {
            return null;
        }
        byte[] text = new byte[end - (int) from];
        strings.get((int) from, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Reads {@code .note.gnu.build-id}, which is the same in a file and in the one with its symbols. @return hexadecimal digits */
    public Optional<String> buildId() throws IOException {
        for (Segment segment : segments) {
            if (segment.type() == NOTES && segment.size() > 0 && segment.size() <= MOST_NOTES) {
                Optional<String> found = buildId(bytes.read(segment.offset(), (int) segment.size()));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        for (Section section : sections(NOTE)) {
            Optional<String> found = section.size() <= MOST_NOTES ? buildId(content(section, MOST_NOTES)) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Reads notes: sizes of name and content, a type, then both, each filled up to four bytes. */
    private static Optional<String> buildId(ByteBuffer notes) {
        long at = 0;
        while (at + 12 <= notes.limit()) {
            long name = Integer.toUnsignedLong(notes.getInt((int) at));
            long size = Integer.toUnsignedLong(notes.getInt((int) at + 4));
            long content = at + 12 + (name + 3 & ~3L);
            if (content + size > notes.limit()) {
                break;
            }
            if (notes.getInt((int) at + 8) == BUILD_ID && name == 4 && "GNU".equals(text(notes, at + 12, 4))
                    && size > 1 && size <= MOST_BUILD_ID) {
                byte[] id = new byte[(int) size];
                notes.get((int) content, id);
                return Optional.of(HexFormat.of().formatHex(id));
            }
            at = content + (size + 3 & ~3L);
        }
        return Optional.empty();
    }

    /** Reads {@code .gnu_debuglink}: a file's name, filled up to four bytes, and its checksum. */
    public Optional<DebugLink> debugLink() throws IOException {
        Optional<Section> section = named(".gnu_debuglink");
        if (section.isEmpty() || section.get().size() > MOST_NAME + 8) {
            return Optional.empty();
        }
        ByteBuffer content = content(section.get(), MOST_NAME + 8);
        String name = text(content, 0, MOST_NAME);
        if (name == null || name.isEmpty() || name.contains("/") || name.equals("..")) {
            return Optional.empty();
        }
        int at = name.getBytes(StandardCharsets.UTF_8).length + 4 & ~3;
        return at + 4 > content.limit() ? Optional.empty() : Optional.of(new DebugLink(name, content.getInt(at)));
    }

    private Optional<Section> named(String name) throws IOException {
        if (names >= sections.size() || sections.get(names).size() > MOST_NOTES) {
            return Optional.empty();
        }
        ByteBuffer strings = content(sections.get(names), MOST_NOTES);
        return sections.stream().filter(one -> name.equals(text(strings, Integer.toUnsignedLong(one.name()), MOST_NAME)))
                .findFirst();
    }
}
