package io.eunomia.libbpf.internal.btf;

import io.eunomia.libbpf.btf.MalformedBtfException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a BTF section, split into type records and strings by the layout of Documentation/bpf/btf.rst and not yet
 * interpreted. Type records are kept as 32-bit words, so that a walk through the kernel's more than 100,000 types neither
 * makes objects nor assembles bytes.
 */
public final class BtfImage {
    /** BTF_MAX_TYPE of include/uapi/linux/btf.h. */
    private static final int MAX_TYPES = 0xfffff;
    /** KSYM_NAME_LEN, to which the kernel limits names as well. */
    static final int MAX_NAME_BYTES = 512;
    /** Longer strings are cut, because many references may share one long string; names are shorter anyway. */
    private static final int MAX_STRING_BYTES = 4096;
    /** The bits of {@code btf_type.info} that are in use: vlen, kind, kind_flag. */
    private static final int INFO_BITS = 0x9f00ffff;

    private final BtfImage base;
    private final int firstId;
    private final int firstString;
    private final int[] words;
    private final byte[] strings;
    private final int[] starts;
    /** The types' kinds, kept apart from the records because they are asked for most and fit in a processor's cache. */
    private final byte[] kinds;

    /**
     * @param section a whole {@code .BTF} section; not kept
     * @param base the BTF that a split BTF extends, or null
     * @throws MalformedBtfException when header, records or string section contradict each other
     */
    public BtfImage(byte[] section, BtfImage base) {
        ByteBuffer bytes = ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN);
        BtfHeader header = BtfHeader.read(bytes);
        this.base = base;
        this.firstId = base == null ? 1 : base.typeCount();
        this.firstString = base == null ? 0 : base.stringEnd();
        this.strings = Arrays.copyOfRange(section, header.strings(), header.strings() + header.stringLength());
        checkStrings();
        this.words = new int[header.typeLength() / 4];
        bytes.position(header.types());
        bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        this.starts = cut();
        this.kinds = kindsOf(words, starts);
    }

    /** An image without a base. @param words the type records, not copied @param strings the string section, not copied */
    BtfImage(int[] words, byte[] strings) {
        this.base = null;
        this.firstId = 1;
        this.firstString = 0;
        this.strings = strings;
        checkStrings();
        this.words = words;
        this.starts = cut();
        this.kinds = kindsOf(words, starts);
    }

    private void checkStrings() {
        if (base != null && strings.length == 0) {
            return;
        }
        if (strings.length == 0 || strings[strings.length - 1] != 0) {
            throw new MalformedBtfException("string section", "it is empty or its last string has no end");
        }
        if (base == null && strings[0] != 0) {
            throw new MalformedBtfException("string section", "it does not begin with the empty string");
        }
    }

    /** Finds where records start. It makes no calls: the JVM interprets the first 50,000 rounds, in which calls are slow. */
    private int[] cut() {
        byte[] fixed = BtfKind.fixedWords();
        byte[] parts = BtfKind.partWords();
        int[] all = words;
        int[] found = new int[Math.max(16, all.length / 5)];
        int count = 0;
        int at = 0;
        while (at < all.length) {
            int info = at + 3 <= all.length ? all[at + 1] : 0;
            int kind = info >>> 24 & 0x1f;
            int length = fixed[kind] + parts[kind] * (info & 0xffff);
            if (fixed[kind] == 0 || (info & ~INFO_BITS) != 0 || length > all.length - at || count == MAX_TYPES) {
                throw broken(firstId + count, at, fixed[kind] != 0 && (info & ~INFO_BITS) == 0);
            }
            if (count == found.length) {
                found = Arrays.copyOf(found, count + (count >> 1));
            }
            found[count++] = at;
            at += length;
        }
        return Arrays.copyOf(found, count);
    }

    private static byte[] kindsOf(int[] words, int[] starts) {
        byte[] kinds = new byte[starts.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = (byte) (words[starts[i] + 1] >>> 24 & 0x1f);
        }
        return kinds;
    }

    private MalformedBtfException broken(int id, int at, boolean known) {
        if (id - firstId == MAX_TYPES) {
            return new MalformedBtfException("type section", "it has more than " + MAX_TYPES + " types");
        }
        if (known || at + 3 > words.length) {
            return new MalformedBtfException("type [" + id + "]", "its record is cut off by the end of the types");
        }
        return new MalformedBtfException("type [" + id + "]", String.format("info 0x%08x is not of a kind known "
                + "here (1 to %d)", words[at + 1], BtfKind.ENUM64));
    }

    /** One more than the highest id: {@code void}, the base's types and the own ones. */
    public int typeCount() {
        return firstId + starts.length;
    }

    /** The lowest id of this image's own types; lower ones belong to the base. */
    public int firstId() {
        return firstId;
    }

    public BtfImage base() {
        return base;
    }

    /** One more than the highest string offset, those of the base included. */
    int stringEnd() {
        return firstString + strings.length;
    }

    /** All type records of the image itself, one after the other; not to be changed. */
    int[] words() {
        return words;
    }

    /** The index in {@link #words} at which the record of an own type starts. */
    int start(int id) {
        return starts[id - firstId];
    }

    /** Tells whether an own string cannot be a name: it is too long, or has control characters as source lines have. */
    boolean hasUnusualStrings() {
        int length = 0;
        for (byte each : strings) {
            length = each == 0 ? 0 : length + 1;
            if (length > MAX_NAME_BYTES || isControl(each)) {
                return true;
            }
        }
        return false;
    }

    static boolean isControl(byte character) {
        return character > 0 && character < ' ' || character == 0x7f;
    }

    /** Word {@code index} of the record of type {@code id}, which must be from 1 to below {@link #typeCount}. */
    public int word(int id, int index) {
        return id >= firstId ? words[starts[id - firstId] + index] : base.word(id, index);
    }

    public int kind(int id) {
        return id >= firstId ? kinds[id - firstId] : id == 0 ? BtfKind.VOID : base.kind(id);
    }

    public int vlen(int id) {
        return word(id, 1) & 0xffff;
    }

    public boolean kindFlag(int id) {
        return word(id, 1) < 0;
    }

    /** The type id in a record's third word; only for kinds that have one there. */
    public int target(int id) {
        return word(id, 2);
    }

    /** The size in bytes in a record's third word; only for kinds that have one there. */
    public int size(int id) {
        return word(id, 2);
    }

    /** Tells whether a string starts or continues at this offset. */
    public boolean hasString(int offset) {
        return offset >= 0 && offset < stringEnd();
    }

    /** The string at an offset for which {@link #hasString} holds; cut after {@link #MAX_STRING_BYTES}. */
    public String string(int offset) {
        if (offset < firstString) {
            return base.string(offset);
        }
        int from = offset - firstString;
        return new String(strings, from, lengthAt(from), StandardCharsets.UTF_8);
    }

    public String name(int id) {
        return id == 0 ? "void" : string(word(id, 0));
    }

    /** Index of a struct's member; -1 if it has none of that name. */
    public int member(int struct, String name) {
        int first = BtfKind.fixedWords()[BtfKind.STRUCT];
        int each = BtfKind.partWords()[BtfKind.STRUCT];
        for (int i = 0; i < vlen(struct); i++) {
            int text = word(struct, first + each * i);
            if (hasString(text) && string(text).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private int lengthAt(int from) {
        int end = from;
        while (strings[end] != 0 && end - from < MAX_STRING_BYTES) {
            end++;
        }
        return end - from;
    }

    /** The bytes that hold the string at {@code offset}; see {@link #stringStart}. */
    public byte[] stringBytes(int offset) {
        return offset < firstString ? base.stringBytes(offset) : strings;
    }

    /** The index in {@link #stringBytes} at which the string at {@code offset} starts; it ends with a zero byte. */
    public int stringStart(int offset) {
        return offset < firstString ? base.stringStart(offset) : offset - firstString;
    }

    /** A type for messages: {@code type [12] struct event}. */
    public String describe(int id) {
        if (id <= 0 || id >= typeCount()) {
            return "type [" + Integer.toUnsignedLong(id) + "]";
        }
        String name = hasString(word(id, 0)) ? string(word(id, 0)) : "";
        return ("type [" + id + "] " + BtfKind.name(kind(id)) + ' ' + Printable.of(name)).stripTrailing();
    }
}
