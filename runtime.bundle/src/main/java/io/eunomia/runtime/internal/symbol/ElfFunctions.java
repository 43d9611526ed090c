package io.eunomia.runtime.internal.symbol;

import io.eunomia.libbpf.elf.ExecutableFile;
import io.eunomia.libbpf.elf.ExecutableFile.Section;
import io.eunomia.libbpf.elf.ExecutableFile.Segment;
import io.eunomia.libbpf.elf.MalformedObjectException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The functions of one executable or library, found by their place in the file. Immutable. */
final class ElfFunctions implements Functions {
    static final ElfFunctions NONE = new ElfFunctions(List.of(), SymbolTable.EMPTY);
    /** The most memory that one file's functions take. A file with more shows the first ones. */
    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_STRINGS = 12 << 20;
    private static final int MOST_SYMBOLS = 2_000_000;
    private static final int MOST_NAME = 16_384;
    /** Types and bindings of symbols, and the first reserved number of a section, from elf.h. */
    private static final int FUNCTION = 2;
    private static final int INDIRECT_FUNCTION = 10;
    private static final int GLOBAL = 1;
    private static final int WEAK = 2;
    private static final int RESERVED = 0xff00;
    /** Functions written in assembler may have no size. They end where the next begins, and are seldom longer. */
    private static final long OPEN_END = 4096;

    private final List<Segment> code;
    private final SymbolTable table;

    private ElfFunctions(List<Segment> code, SymbolTable table) {
        this.code = code;
        this.table = table;
    }

    /**
     * Reads the tables of symbols.
     *
     * @param file is loaded
     * @param others have symbols that were taken out of it, at the same addresses
     */
    static ElfFunctions read(ExecutableFile file, List<ExecutableFile> others) throws IOException {
        SymbolTableBuilder builder = new SymbolTableBuilder(MOST_BYTES);
        List<ExecutableFile> all = new ArrayList<>(others);
        all.add(file);
        for (ExecutableFile one : all) {
            for (Section section : one.sections(ExecutableFile.SYMTAB)) {
                read(one, section, true, builder);
            }
        }
        for (Section section : file.sections(ExecutableFile.DYNSYM)) {
            read(file, section, false, builder);
        }
        List<Segment> code = file.segments().stream().filter(one -> one.loaded() && one.executable()).toList();
        return new ElfFunctions(code, builder.build(false, OPEN_END));
    }

    private static void read(ExecutableFile file, Section section, boolean whole, SymbolTableBuilder builder)
            throws IOException {
        ByteBuffer strings;
        try {
            strings = file.strings(section, MOST_STRINGS);
        } catch (MalformedObjectException e) {
            // A table that is damaged or larger than any memory for it is left out; the other one may do.
            return;
        }
        file.symbols(section, MOST_SYMBOLS, (name, info, in, value, size) -> {
            int type = info & 0xf;
            if (type != FUNCTION && type != INDIRECT_FUNCTION || in == 0 || in >= RESERVED || size < 0
                    || name >= strings.limit()) {
                return;
            }
            int from = (int) name;
            int length = length(strings, from);
            // Only a table with all functions shows where one without a size ends.
            if (length > 0 && (size > 0 || whole)) {
                builder.add(value, size, rank(info >> 4, size, strings, from), strings.array(), strings.arrayOffset() + from,
                        length);
            }
        });
    }

    /** Returns the length of a name without its version; 0 for what is no name of a function, or too long for one. */
    private static int length(ByteBuffer strings, int from) {
        int end = from;
        int version = -1;
        while (end < strings.limit() && strings.get(end) != 0) {
            if (end - from > MOST_NAME) {
                return 0;
            }
            if (strings.get(end) == '@' && version < 0 && end > from) {
                version = end;
            }
            end++;
        }
        boolean marker = end > from && strings.get(from) == '$';
        return end == strings.limit() || marker ? 0 : (version < 0 ? end : version) - from;
    }

    /** Of several names of one function that is taken which perf takes: global before weak, with fewer underscores before it. */
    private static int rank(int binding, long size, ByteBuffer strings, int from) {
        int underscores = 0;
        while (underscores < 3 && strings.get(from + underscores) == '_') {
            underscores++;
        }
        int bound = binding == GLOBAL ? 2 : binding == WEAK ? 1 : 0;
        return (size > 0 ? 100 : 0) + 10 * bound + 3 - underscores;
    }

    @Override
    public long bytes() {
        return table.bytes();
    }

    int size() {
        return table.size();
    }

    /** Finds a function by its place in the file. */
    @Override
    public Frame find(long offset, String module) {
        for (Segment segment : code) {
            if (segment.containsOffset(offset)) {
                long address = offset - segment.offset() + segment.address();
                int found = table.find(address);
                return found < 0 ? null : Frame.known(table.name(found), module, address - table.start(found));
            }
        }
        return null;
    }
}
