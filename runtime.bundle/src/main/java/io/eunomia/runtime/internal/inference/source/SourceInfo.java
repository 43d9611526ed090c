package io.eunomia.runtime.internal.inference.source;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the section {@code .BTF.ext} (Documentation/bpf/btf.rst, section 4.2): source lines and columns by instruction, the
 * types of functions, and CO-RE relocations. Parts that are missing or malformed are treated as absent.
 */
public final class SourceInfo {
    private static final int FUNCTIONS_OFFSET = 8;
    private static final int LINE_INFO_OFFSET = 16;
    private static final int RELOCATIONS_OFFSET = 24;
    private static final int HEADER_WITH_RELOCATIONS = 32;
    private static final int BTF_STRINGS_OFFSET = 16;
    private static final int BTF_STRINGS_LENGTH = 20;
    /** The bits of {@code line_col}: 22 bits of line, 10 of column. */
    private static final int COLUMN_BITS = 10;
    private static final int MAX_LINE = 1 << COLUMN_BITS;

    private final ByteBuffer info;
    private final ByteBuffer strings;
    private final Map<String, TreeMap<Integer, SourceLine>> lines = new HashMap<>();
    private final Map<String, Map<Integer, Integer>> functions = new HashMap<>();
    private final Map<String, Map<Integer, Member>> members = new HashMap<>();
    private final Set<Integer> relocated = new HashSet<>();
    private final Map<Integer, String> texts = new HashMap<>();

    /**
     * A CO-RE relocation.
     *
     * @param root BTF id of the type that the path starts from
     * @param path such as {@code 0:1:2}
     * @param kind {@code enum bpf_core_relo_kind}
     */
    public record Member(int root, String path, int kind) {
        /** Tells whether it gives a member's offset, rather than whether or how large it is. */
        public boolean offset() {
            return kind == 0;
        }
    }

    private SourceInfo(ByteBuffer info, ByteBuffer btf) {
        this.info = info;
        int start = btf.getInt(4) + btf.getInt(BTF_STRINGS_OFFSET);
        this.strings = btf.slice(start, btf.getInt(BTF_STRINGS_LENGTH));
    }

    private SourceInfo() {
        this.info = ByteBuffer.allocate(0);
        this.strings = info;
    }

    public static SourceInfo of(ElfObject elf) {
        Optional<ElfSection> info = elf.section(".BTF.ext");
        Optional<ElfSection> btf = elf.section(".BTF");
        if (info.isEmpty() || btf.isEmpty()) {
            return new SourceInfo();
        }
        try {
            SourceInfo read = new SourceInfo(info.get().content(), btf.get().content());
            read.read();
            return read;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            // Only hints are lost; libbpf reports what it cannot load.
            return new SourceInfo();
        }
    }

    /** Returns the line of an instruction; that of the nearest one before it if it has none of its own. */
    public SourceLine line(String section, int instruction) {
        TreeMap<Integer, SourceLine> told = lines.get(section);
        Map.Entry<Integer, SourceLine> entry = told == null || instruction < 0 ? null : told.floorEntry(instruction);
        return entry == null ? SourceLine.NONE : entry.getValue();
    }

    /** Returns all lines of the instructions from {@code first} to before {@code end}. */
    public Collection<SourceLine> lines(String section, int first, int end) {
        TreeMap<Integer, SourceLine> told = lines.get(section);
        return told == null || first > end ? List.of() : told.subMap(first, end).values();
    }

    /** Returns the BTF id of the function that starts here, 0 for none. */
    public int function(String section, int instruction) {
        return functions.getOrDefault(section, Map.of()).getOrDefault(instruction, 0);
    }

    /** Returns the relocation of an instruction. */
    public Optional<Member> member(String section, int instruction) {
        return Optional.ofNullable(members.getOrDefault(section, Map.of()).get(instruction));
    }

    /** Returns the BTF ids of the types that the programs expect the kernel to have. */
    public Set<Integer> relocatedTypes() {
        return relocated;
    }

    private void read() {
        int header = info.getInt(4);
        records(header, FUNCTIONS_OFFSET, 8, (section, at) -> functions
                .computeIfAbsent(section, name -> new HashMap<>()).put(info.getInt(at) / 8, info.getInt(at + 4)));
        records(header, LINE_INFO_OFFSET, 16, this::readLine);
        if (header >= HEADER_WITH_RELOCATIONS) {
            records(header, RELOCATIONS_OFFSET, 16, this::readMember);
        }
    }

    private void readLine(String section, int at) {
        int instruction = info.getInt(at) / 8;
        int place = info.getInt(at + 12);
        lines.computeIfAbsent(section, name -> new TreeMap<>()).put(instruction, new SourceLine(instruction,
                string(info.getInt(at + 8)), place >>> COLUMN_BITS, place & MAX_LINE - 1));
    }

    private void readMember(String section, int at) {
        relocated.add(info.getInt(at + 4));
        members.computeIfAbsent(section, name -> new HashMap<>()).put(info.getInt(at) / 8,
                new Member(info.getInt(at + 4), string(info.getInt(at + 8)), info.getInt(at + 12)));
    }

    /** Visits a record at its offset in the section. */
    private interface Visitor {
        void record(String section, int at);
    }

    private void records(int header, int where, int minimum, Visitor visitor) {
        int at = header + info.getInt(where);
        int end = at + info.getInt(where + 4);
        if (at == end) {
            return;
        }
        int size = info.getInt(at);
        at += 4;
        while (at < end && size >= minimum) {
            String section = string(info.getInt(at));
            int count = info.getInt(at + 4);
            at += 8;
            for (int i = 0; i < count; i++, at += size) {
                visitor.record(section, at);
            }
        }
    }

    /** Returns one object for all that refer to it, so that an object's claims cannot take more memory than it has bytes. */
    private String string(int offset) {
        return texts.computeIfAbsent(offset, this::read);
    }

    private String read(int offset) {
        int end = offset;
        while (end < strings.limit() && end - offset < MAX_LINE && strings.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - offset];
        strings.get(offset, text);
        // One byte is one column, whatever the bytes mean: names are ASCII.
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
