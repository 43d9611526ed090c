package io.eunomia.libbpf.internal.dwarf;

import io.eunomia.libbpf.dwarf.MalformedDwarfException;
import io.eunomia.libbpf.internal.btf.BtfKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates DWARF types to BTF, as clang does when it writes both (llvm/lib/Target/BPF/BTFDebug.cpp). Nothing recurses: each
 * entry becomes records that refer to others by id.
 */
public final class TypeTranslator {
    private static final int MAX_PARTS = 0xfffe;
    private static final int MAX_BIT_OFFSET = 1 << 24;
    private static final int INT_SIGNED = 1 << 24;
    private static final int INT_BOOL = 1 << 26;
    /** Encodings of base types, {@code DW_ATE_*}. */
    private static final int BOOLEAN = 2;
    private static final int FLOAT = 4;
    private static final int SIGNED = 5;
    private static final int SIGNED_CHAR = 6;

    private final EntryTree tree;
    private final BtfWriter out = new BtfWriter();
    /** BTF ids by the offset of the DWARF entry. */
    private final Map<Integer, Integer> ids = new HashMap<>();
    private int next = 2;

    public TypeTranslator(EntryTree tree) {
        this.tree = tree;
        tree.entries().forEach(this::number);
        // BTF arrays need the type of their index, which DWARF does not give.
        out.type("__ARRAY_SIZE_TYPE__", BtfKind.INT, 0, false, 4);
        out.word(32);
        tree.entries().forEach(this::write);
    }

    /** The result, a whole {@code .BTF} section. */
    public byte[] section() {
        return out.section();
    }

    /** The id of an entry's type; 0, void, for null and for entries that are no type. */
    int idOf(Entry type) {
        return type == null ? 0 : ids.getOrDefault(type.offset(), 0);
    }

    private void number(Entry entry) {
        switch (entry.tag()) {
            case Tag.ARRAY_TYPE -> {
                ids.put(entry.offset(), next);
                next += Math.max(1, dimensions(entry).size());
            }
            case Tag.BASE_TYPE, Tag.STRUCTURE_TYPE, Tag.UNION_TYPE, Tag.ENUMERATION_TYPE, Tag.POINTER_TYPE, Tag.TYPEDEF,
                    Tag.CONST_TYPE, Tag.VOLATILE_TYPE, Tag.RESTRICT_TYPE, Tag.ATOMIC_TYPE, Tag.SUBROUTINE_TYPE ->
                ids.put(entry.offset(), next++);
            default -> {
                // No type.
            }
        }
    }

    private static List<Entry> dimensions(Entry array) {
        return array.children().stream().filter(child -> child.tag() == Tag.SUBRANGE_TYPE).toList();
    }

    private void write(Entry entry) {
        int target = idOf(tree.referred(entry, Attribute.TYPE));
        switch (entry.tag()) {
            case Tag.BASE_TYPE -> base(entry);
            case Tag.STRUCTURE_TYPE -> struct(entry, BtfKind.STRUCT);
            case Tag.UNION_TYPE -> struct(entry, BtfKind.UNION);
            case Tag.ENUMERATION_TYPE -> enumeration(entry);
            case Tag.ARRAY_TYPE -> array(entry, target);
            case Tag.POINTER_TYPE -> out.type("", BtfKind.PTR, 0, false, target);
            case Tag.TYPEDEF -> out.type(entry.name(), BtfKind.TYPEDEF, 0, false, target);
            case Tag.CONST_TYPE -> out.type("", BtfKind.CONST, 0, false, target);
            // An atomic integer is read like any other.
            case Tag.VOLATILE_TYPE, Tag.ATOMIC_TYPE -> out.type("", BtfKind.VOLATILE, 0, false, target);
            case Tag.RESTRICT_TYPE -> out.type("", BtfKind.RESTRICT, 0, false, target);
            case Tag.SUBROUTINE_TYPE -> prototype(entry, target);
            default -> {
                // No type.
            }
        }
    }

    private void base(Entry entry) {
        int size = size(entry);
        int encoding = (int) entry.value(Attribute.ENCODING, 0);
        if (encoding == FLOAT) {
            out.type(entry.name(), BtfKind.FLOAT, 0, false, size);
            return;
        }
        int flags = encoding == SIGNED || encoding == SIGNED_CHAR ? INT_SIGNED : encoding == BOOLEAN ? INT_BOOL : 0;
        out.type(entry.name(), BtfKind.INT, 0, false, size);
        out.word(flags | 8 * (size & 0x1f));
    }

    private void struct(Entry entry, int kind) {
        if (entry.has(Attribute.DECLARATION) || !entry.has(Attribute.BYTE_SIZE)) {
            out.type(entry.name(), BtfKind.FWD, 0, kind == BtfKind.UNION, 0);
            return;
        }
        List<Entry> members = children(entry, Tag.MEMBER);
        boolean bitFields = members.stream().anyMatch(member -> member.has(Attribute.BIT_SIZE));
        out.type(entry.name(), kind, members.size(), bitFields, size(entry));
        for (Entry member : members) {
            long bits = member.value(Attribute.BIT_SIZE, 0);
            long offset = bitOffset(member);
            if (offset < 0 || offset > Integer.MAX_VALUE || bits < 0 || bits > 128
                    || bitFields && offset >= MAX_BIT_OFFSET) {
                throw wrong(member, bits + " bits at bit " + offset + " are no member");
            }
            out.word(out.string(member.name()));
            out.word(idOf(tree.referred(member, Attribute.TYPE)));
            out.word((int) (bits << 24 | offset));
        }
    }

    private long bitOffset(Entry member) {
        long start = member.value(Attribute.DATA_MEMBER_LOCATION, 0) << 3;
        if (member.has(Attribute.DATA_BIT_OFFSET)) {
            return start + member.value(Attribute.DATA_BIT_OFFSET, 0);
        }
        if (!member.has(Attribute.BIT_OFFSET)) {
            return start;
        }
        // Up to DWARF 3, and with some compilers in DWARF 4, the offset counts from the storage's most significant bit.
        Entry type = tree.referred(member, Attribute.TYPE);
        long storage = member.value(Attribute.BYTE_SIZE, type == null ? 0 : type.value(Attribute.BYTE_SIZE, 0));
        return start + 8 * storage - member.value(Attribute.BIT_OFFSET, 0) - member.value(Attribute.BIT_SIZE, 0);
    }

    private void enumeration(Entry entry) {
        List<Entry> values = children(entry, Tag.ENUMERATOR);
        Entry underlying = tree.referred(entry, Attribute.TYPE);
        boolean signed = underlying == null ? values.stream().anyMatch(one -> one.value(Attribute.CONST_VALUE, 0) < 0)
                : underlying.value(Attribute.ENCODING, 0) == SIGNED;
        if (!entry.has(Attribute.BYTE_SIZE)) {
            // It is only declared. The kernel writes a forward enum as one without enumerators.
            out.type(entry.name(), BtfKind.ENUM, 0, false, 4);
            return;
        }
        boolean wide = size(entry) > 4;
        out.type(entry.name(), wide ? BtfKind.ENUM64 : BtfKind.ENUM, values.size(), signed, size(entry));
        for (Entry one : values) {
            long value = one.value(Attribute.CONST_VALUE, 0);
            out.word(out.string(one.name()));
            out.word((int) value);
            if (wide) {
                out.word((int) (value >>> 32));
            }
        }
    }

    private void prototype(Entry entry, int result) {
        List<Entry> parameters = children(entry, Tag.FORMAL_PARAMETER);
        boolean variadic = !children(entry, Tag.UNSPECIFIED_PARAMETERS).isEmpty();
        out.type("", BtfKind.FUNC_PROTO, parameters.size() + (variadic ? 1 : 0), false, result);
        for (Entry parameter : parameters) {
            out.word(0);
            out.word(idOf(tree.referred(parameter, Attribute.TYPE)));
        }
        if (variadic) {
            out.word(0);
            out.word(0);
        }
    }

    /** Translates an array: C's {@code a[2][3]} is one entry with two ranges, and in BTF an array of arrays. */
    private void array(Entry entry, int element) {
        List<Entry> ranges = dimensions(entry);
        int count = Math.max(1, ranges.size());
        int id = ids.get(entry.offset());
        for (int i = 0; i < count; i++) {
            out.type("", BtfKind.ARRAY, 0, false, 0);
            out.word(i == count - 1 ? element : id + i + 1);
            out.word(1);
            out.word(ranges.isEmpty() ? 0 : length(ranges.get(i)));
        }
    }

    private static int length(Entry range) {
        long length = range.has(Attribute.COUNT) ? range.value(Attribute.COUNT, 0)
                : range.value(Attribute.UPPER_BOUND, -1) + 1;
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw wrong(range, Long.toUnsignedString(length) + " elements are no array");
        }
        return (int) length;
    }

    private static List<Entry> children(Entry entry, int tag) {
        List<Entry> found = entry.children().stream().filter(child -> child.tag() == tag).toList();
        if (found.size() > MAX_PARTS) {
            throw wrong(entry, found.size() + " parts are more than " + MAX_PARTS);
        }
        return found;
    }

    private static int size(Entry entry) {
        long size = entry.value(Attribute.BYTE_SIZE, 0);
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw wrong(entry, Long.toUnsignedString(size) + " bytes are no size");
        }
        return (int) size;
    }

    private static MalformedDwarfException wrong(Entry entry, String problem) {
        return new MalformedDwarfException(".debug_info at 0x" + Integer.toHexString(entry.offset()), problem);
    }
}
