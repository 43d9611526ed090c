package io.eunomia.libbpf.internal.elf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.FunctionType;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.MalformedObjectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks the section {@code .BTF.ext} (Documentation/bpf/btf.rst, section 4.2), which tells the function, source line and
 * CO-RE relocation of instructions. libbpf 1.1 follows these numbers without checking them.
 */
final class ExtendedTypes {
    private static final int MAGIC = 0xeb9f;
    private static final int MIN_HEADER_BYTES = 24;
    private static final int CORE_HEADER_BYTES = 32;
    private static final int MAX_RECORD_BYTES = 256;
    /** BPF_CORE_TYPE_MATCHES of {@code enum bpf_core_relo_kind}. */
    private static final int MAX_RELOCATION_KIND = 12;
    /** Access strings: at most BPF_CORE_SPEC_MAX_LEN of libbpf indices, and an index may be a member's 16-bit number. */
    private static final Pattern ACCESS = Pattern.compile("[0-9]{1,9}(:[0-9]{1,9}){0,63}");
    private final ElfSection section;
    private final ByteBuffer bytes;
    private final Map<String, ElfSection> sections;
    private final Btf btf;
    private final Set<Integer> relocatedTypes = new HashSet<>();
    private int blocks;
    private int records;

    private ExtendedTypes(ElfSection section, Map<String, ElfSection> sections, Btf btf) {
        this.section = section;
        this.bytes = section.content().order(ByteOrder.LITTLE_ENDIAN);
        this.sections = sections;
        this.btf = btf;
    }

    /** The kinds of records by what they hold besides the instruction's offset, with the least length of each. */
    private enum Info {
        FUNCTION("func_info", 8), LINE("line_info", 16), RELOCATION("core_relo", 16);

        private final String label;
        private final int minimum;

        Info(String label, int minimum) {
            this.label = label;
            this.minimum = minimum;
        }
    }

    /**
     * The amounts of what the section holds.
     *
     * @param blocks number of runs of records, each for one section of code
     * @param relocatedTypes number of different types that CO-RE relocations start from
     */
    record Amount(int blocks, int records, int relocatedTypes) {
        static final Amount NONE = new Amount(0, 0, 0);
    }

    static Amount check(ElfSection section, List<ElfSection> all, Btf btf) {
        Map<String, ElfSection> byName = new HashMap<>();
        all.forEach(each -> byName.putIfAbsent(each.name(), each));
        ExtendedTypes types = new ExtendedTypes(section, byName, btf);
        types.check();
        return new Amount(types.blocks, types.records, types.relocatedTypes.size());
    }

    private void check() {
        int size = bytes.limit();
        if (size < MIN_HEADER_BYTES) {
            throw wrong("header", size + " bytes are less than a header");
        }
        require((bytes.getShort(0) & 0xffff) == MAGIC, "header field magic", "it is not 0xeb9f");
        require(bytes.get(2) == 1 && bytes.get(3) == 0, "header fields version and flags", "they are not 1 and 0");
        long header = unsigned(4);
        if (header < MIN_HEADER_BYTES || header > size || header % 4 != 0) {
            throw wrong("header field hdr_len", header + " bytes cannot be a header's length in a section of "
                    + size);
        }
        part(Info.FUNCTION, (int) header, 8);
        part(Info.LINE, (int) header, 16);
        if (header >= CORE_HEADER_BYTES) {
            part(Info.RELOCATION, (int) header, 24);
        }
    }

    private void part(Info info, int header, int field) {
        long offset = unsigned(field);
        long length = unsigned(field + 4);
        if (length == 0) {
            return;
        }
        if (offset % 4 != 0 || offset + length > bytes.limit() - header) {
            throw wrong(info.label, "offset " + offset + " and length " + length + " reach beyond the section's "
                    + bytes.limit() + " bytes");
        }
        require(length > 4, info.label, "it has no records");
        int start = header + (int) offset;
        long record = unsigned(start);
        if (record < info.minimum || record > MAX_RECORD_BYTES || record % 4 != 0) {
            throw wrong(info.label, "records of " + record + " bytes are not " + info.minimum + " to "
                    + MAX_RECORD_BYTES);
        }
        int end = start + (int) length;
        for (int at = start + 4; at < end; ) {
            at = block(info, at, end, (int) record);
        }
    }

    /** Checks the records of one section of code. @return where they end */
    private int block(Info info, int at, int end, int record) {
        require(end - at >= 8, info.label, "a block's header is cut off");
        long count = unsigned(at + 4);
        int first = at + 8;
        if (count == 0 || count * record > end - first) {
            throw wrong(info.label, "a block of " + count + " records does not fit");
        }
        blocks++;
        records += (int) count;
        ElfSection code = sections.get(string(info, bytes.getInt(at)));
        int previous = 0;
        for (int i = 0; i < count; i++) {
            int entry = first + i * record;
            previous = instruction(info, entry, code, previous);
            switch (info) {
                case FUNCTION -> function(entry);
                case LINE -> line(entry);
                case RELOCATION -> relocation(entry);
                default -> throw new IllegalStateException(info.label);
            }
        }
        return first + (int) count * record;
    }

    private int instruction(Info info, int entry, ElfSection code, int previous) {
        int offset = bytes.getInt(entry);
        if (code == null || !code.executable()) {
            return previous;
        }
        if (offset < 0 || offset >= code.size() || offset % 8 != 0) {
            throw wrong(info.label, "a record is for offset " + Integer.toUnsignedString(offset)
                    + ", which is no instruction of " + code);
        }
        // libbpf copies everything between a program's first and last record: out of order, that would be all of them each time
        if (info != Info.RELOCATION && offset < previous) {
            throw wrong(info.label, "the records of " + code + " are not in ascending order");
        }
        return offset;
    }

    private void function(int entry) {
        int typeId = bytes.getInt(entry + 4);
        if (!hasType(typeId) || !(btf.type(typeId) instanceof FunctionType)) {
            throw wrong(Info.FUNCTION.label, "type " + Integer.toUnsignedString(typeId) + " is no function");
        }
    }

    private void line(int entry) {
        if (!btf.hasString(bytes.getInt(entry + 4)) || !btf.hasString(bytes.getInt(entry + 8))) {
            throw wrong(Info.LINE.label, "a file name or source line lies beyond the strings of .BTF");
        }
    }

    private void relocation(int entry) {
        int typeId = bytes.getInt(entry + 4);
        int kind = bytes.getInt(entry + 12);
        String access = string(Info.RELOCATION, bytes.getInt(entry + 8));
        if (!hasType(typeId)) {
            throw wrong(Info.RELOCATION.label, "type " + Integer.toUnsignedString(typeId) + " does not exist");
        }
        if (kind < 0 || kind > MAX_RELOCATION_KIND) {
            throw wrong(Info.RELOCATION.label, "kind " + Integer.toUnsignedString(kind) + " is not known");
        }
        if (!ACCESS.matcher(access).matches()) {
            throw wrong(Info.RELOCATION.label, "the access path is not like \"0:1:2\"");
        }
        relocatedTypes.add(typeId);
    }

    private boolean hasType(int id) {
        return id >= 0 && id < btf.typeCount();
    }

    private String string(Info info, int offset) {
        return btf.string(offset).orElseThrow(() -> wrong(info.label, "a string at offset "
                + Integer.toUnsignedString(offset) + " lies beyond the strings of .BTF"));
    }

    private long unsigned(int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    private void require(boolean holds, String where, String problem) {
        if (!holds) {
            throw wrong(where, problem);
        }
    }

    private MalformedObjectException wrong(String where, String problem) {
        return new MalformedObjectException(section + ", " + where, problem + "; compile the object again");
    }
}
