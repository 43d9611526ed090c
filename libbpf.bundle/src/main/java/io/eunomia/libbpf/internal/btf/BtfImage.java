package io.eunomia.libbpf.internal.btf;

import io.eunomia.libbpf.btf.MalformedBtfException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a BTF section, cut into type records and strings: the layout of Documentation/bpf/btf.rst, without
 * meaning. Type records are kept as 32-bit words, so that walking the kernel's 100,000 and more types neither makes
 * objects nor assembles bytes.
 */
public final class BtfImage {
    private static final int MAGIC = 0xeb9f;
    private static final int HEADER_BYTES = 24;
    /** BTF_MAX_TYPE of include/uapi/linux/btf.h. */
    private static final int MAX_TYPES = 0xfffff;
    /** KSYM_NAME_LEN, to which the kernel limits names as well. */
    static final int MAX_NAME_BYTES = 512;
    /** Many references may share one long string; names are shorter anyway. */
    private static final int MAX_STRING_BYTES = 4096;
    /** Bits of {@code btf_type.info} that mean something: vlen, kind, kind_flag. */
    private static final int INFO_BITS = 0x9f00ffff;

    private final BtfImage base;
    private final int firstId;
    private final int firstString;
    private final int[] words;
    private final byte[] strings;
    private final int[] starts;
    /** Apart from the records, because it is asked for most and these fit in a processor's cache. */
    private final byte[] kinds;

    /**
     * @param section a whole {@code .BTF} section; not kept
     * @param base what a split BTF extends, or null
     * @throws MalformedBtfException when header, records or string section do not add up
     */
    public BtfImage(byte[] section, BtfImage base) {
        ByteBuffer bytes = ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN);
        int header = headerLength(bytes);
        long body = section.length - (long) header;
        long typeOffset = unsigned(bytes, 8);
        long typeLength = unsigned(bytes, 12);
        long stringOffset = unsigned(bytes, 16);
        long stringLength = unsigned(bytes, 20);
        check(stringOffset + stringLength <= body, "header field str_off/str_len", "the string section ends at "
                + (stringOffset + stringLength) + ", but " + body + " bytes follow the header");
        check(typeOffset % 4 == 0 && typeLength % 4 == 0, "header field type_off/type_len",
                "types must lie at a multiple of 4 bytes, not at " + typeOffset + " with length " + typeLength);
        check(typeOffset + typeLength <= stringOffset, "header field type_off/type_len",
                "types end at " + (typeOffset + typeLength) + ", inside the strings at " + stringOffset);
        this.base = base;
        this.firstId = base == null ? 1 : base.typeCount();
        this.firstString = base == null ? 0 : base.stringEnd();
        int from = header + (int) stringOffset;
        this.strings = Arrays.copyOfRange(section, from, from + (int) stringLength);
        checkStrings();
        this.words = new int[(int) typeLength / 4];
        bytes.position(header + (int) typeOffset);
        bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        this.starts = cut();
        this.kinds = new byte[starts.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = (byte) (words[starts[i] + 1] >>> 24 & 0x1f);
        }
    }

    private static int headerLength(ByteBuffer bytes) {
        check(bytes.limit() >= HEADER_BYTES, "header",
                bytes.limit() + " bytes are less than a header (" + HEADER_BYTES + ")");
        int magic = bytes.getShort(0) & 0xffff;
        check(magic != Short.toUnsignedInt(Short.reverseBytes((short) MAGIC)), "header field magic",
                "the types are big-endian (compiled with -target bpfeb); use -target bpfel");
        check(magic == MAGIC, "header field magic", String.format("0x%04x is not 0x%04x", magic, MAGIC));
        check(bytes.get(2) == 1, "header field version", "version " + bytes.get(2) + " is not 1");
        check(bytes.get(3) == 0, "header field flags", "flags " + bytes.get(3) + " are not known");
        long length = unsigned(bytes, 4);
        check(length >= HEADER_BYTES && length <= bytes.limit() && length % 4 == 0, "header field hdr_len",
                length + " bytes cannot be a header's length in a section of " + bytes.limit());
        return (int) length;
    }

    private void checkStrings() {
        boolean optional = base != null && strings.length == 0;
        check(optional || strings.length > 0, "string section", "it is empty");
        check(optional || strings[strings.length - 1] == 0, "string section", "its last string has no end");
        check(base != null || strings[0] == 0, "string section", "it does not begin with the empty string");
    }

    private int[] cut() {
        int[] found = new int[Math.max(16, words.length / 5)];
        int count = 0;
        for (int at = 0; at < words.length; count++) {
            int id = firstId + count;
            check(id <= MAX_TYPES, "type section", "it has more than 1,048,575 types");
            if (count == found.length) {
                found = Arrays.copyOf(found, count + (count >> 1));
            }
            found[count] = at;
            at += recordLength(id, at);
        }
        return Arrays.copyOf(found, count);
    }

    private int recordLength(int id, int at) {
        int left = words.length - at;
        int length = 3;
        if (left >= length) {
            int info = words[at + 1];
            length = BtfKind.words(info);
            if (length == 0 || (info & ~INFO_BITS) != 0) {
                throw new MalformedBtfException("type [" + id + "]", String.format("info 0x%08x is not of a kind "
                        + "known here (1 to %d)", info, BtfKind.ENUM64));
            }
        }
        if (left < length) {
            throw new MalformedBtfException("type [" + id + "]", "its record is cut off by the end of the types");
        }
        return length;
    }

    private static void check(boolean holds, String where, String problem) {
        if (!holds) {
            throw new MalformedBtfException(where, problem);
        }
    }

    private static long unsigned(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    /** One more than the highest id: {@code void}, the base's types and the own ones. */
    public int typeCount() {
        return firstId + starts.length;
    }

    /** The first id that is this image's own. */
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

    /** Where in {@link #words} the record of an own type starts. */
    int start(int id) {
        return starts[id - firstId];
    }

    /** Whether any own string may not be a name: too long, or with control characters, as source lines have. */
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

    /** The id a record's third word refers to; only for kinds where it does. */
    public int target(int id) {
        return word(id, 2);
    }

    /** The size a record's third word holds; only for kinds where it does. */
    public int size(int id) {
        return word(id, 2);
    }

    /** Whether a string starts or continues at this offset. */
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

    private int lengthAt(int from) {
        int end = from;
        while (strings[end] != 0 && end - from < MAX_STRING_BYTES) {
            end++;
        }
        return end - from;
    }

    /** The bytes that hold the string at {@code offset}; see {@link #stringStart}. */
    byte[] stringBytes(int offset) {
        return offset < firstString ? base.stringBytes(offset) : strings;
    }

    /** Where in {@link #stringBytes} the string at {@code offset} starts; it ends with a zero byte. */
    int stringStart(int offset) {
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
