package io.eunomia.libbpf.internal.elf;

import io.eunomia.libbpf.elf.MalformedObjectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Checks by the ELF header (System V ABI, chapter 4) that a file is a BPF object and is complete. */
final class HeaderCheck {
    static final int HEADER_BYTES = 64;
    static final int SECTION_HEADER_BYTES = 64;
    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
    private static final int EM_BPF = 247;
    /** Far more sections than compilers make; above 0xff00 the format counts sections in another way. */
    private static final int MAX_SECTIONS = 8192;
    private static final String EXPECTED = "expected an ELF object made by clang -target bpf";
    private static final Map<Integer, String> MACHINES = Map.ofEntries(Map.entry(0, "unknown machine"),
            Map.entry(3, "x86"), Map.entry(8, "MIPS"), Map.entry(20, "PowerPC"), Map.entry(21, "PowerPC64"),
            Map.entry(22, "s390"), Map.entry(40, "ARM"), Map.entry(62, "x86-64"), Map.entry(183, "aarch64"),
            Map.entry(243, "RISC-V"), Map.entry(EM_BPF, "BPF"), Map.entry(258, "LoongArch"));
    private static final String[] FILE_TYPES = {"file", "relocatable object", "executable", "shared object",
        "core dump"};

    /** The place and number of the section headers. */
    record Header(int sectionTable, int sectionCount, int nameSection) {
    }

    private HeaderCheck() {
    }

    static Header check(byte[] file) {
        checkMagic(file);
        boolean bigEndian = file[5] == 2;
        ByteBuffer header = ByteBuffer.wrap(file).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int type = header.getShort(16) & 0xffff;
        int machine = header.getShort(18) & 0xffff;
        if (machine != EM_BPF) {
            throw wrong("e_machine", "this is " + article(file[4] == 1 ? "32-bit " : "", machineName(machine)) + ' '
                    + (type < FILE_TYPES.length ? FILE_TYPES[type] : "file") + ", not BPF; " + EXPECTED);
        }
        if (bigEndian) {
            throw wrong("EI_DATA", "it is big-endian (compiled with -target bpfeb); use -target bpfel");
        }
        if (file[5] != 1) {
            throw wrong("EI_DATA", "byte order " + file[5] + " is not 1 (little-endian)");
        }
        if (file[4] != 2) {
            throw wrong("EI_CLASS", "class " + file[4] + " is not 2 (64-bit); " + EXPECTED);
        }
        if (file[6] != 1 || header.getInt(20) != 1) {
            throw wrong("e_version", "only version 1 of the format is known");
        }
        if (type != 1) {
            throw wrong("e_type", "this is a BPF " + (type < FILE_TYPES.length ? FILE_TYPES[type] : "file")
                    + ", not a relocatable object; compile with clang -target bpf -c and do not link");
        }
        return checkTable(file, header);
    }

    private static void checkMagic(byte[] file) {
        if (file.length == 0) {
            throw wrong("", "the file is empty; " + EXPECTED);
        }
        int shown = Math.min(file.length, MAGIC.length);
        if (!Arrays.equals(file, 0, shown, MAGIC, 0, shown)) {
            throw wrong("", "it starts with " + start(file) + "; " + EXPECTED);
        }
        if (file.length < HEADER_BYTES) {
            throw wrong("", "the file is truncated: " + file.length + " bytes are less than an ELF header ("
                    + HEADER_BYTES + "); copy it again");
        }
    }

    private static String start(byte[] file) {
        byte[] first = Arrays.copyOf(file, Math.min(file.length, 8));
        String hex = HexFormat.ofDelimiter(" ").formatHex(first);
        String text = new String(first, StandardCharsets.ISO_8859_1);
        boolean readable = text.chars().allMatch(c -> c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t');
        return readable ? '"' + text.replaceAll("\\s+", " ") + "\" (" + hex + ')' : hex;
    }

    private static Header checkTable(byte[] file, ByteBuffer header) {
        long offset = header.getLong(40);
        int headerSize = header.getShort(52) & 0xffff;
        int entrySize = header.getShort(58) & 0xffff;
        int count = header.getShort(60) & 0xffff;
        int names = header.getShort(62) & 0xffff;
        if (headerSize != HEADER_BYTES) {
            throw wrong("e_ehsize", headerSize + " is not " + HEADER_BYTES);
        }
        if (entrySize != SECTION_HEADER_BYTES) {
            throw wrong("e_shentsize", entrySize + " is not " + SECTION_HEADER_BYTES);
        }
        if (count < 2 || count > MAX_SECTIONS) {
            throw wrong("e_shnum", count + " sections are not between 2 and " + MAX_SECTIONS);
        }
        if (offset < HEADER_BYTES || offset % 8 != 0) {
            throw wrong("e_shoff", "offset " + Long.toUnsignedString(offset) + " of the section headers is inside "
                    + "the ELF header or no multiple of 8");
        }
        long end = (long) count * SECTION_HEADER_BYTES;
        if (offset > file.length - end) {
            throw wrong("", "the file is truncated: its section headers at offset " + offset + " end beyond its "
                    + file.length + " bytes; copy it again");
        }
        if (names == 0 || names >= count) {
            throw wrong("e_shstrndx", "section " + names + " cannot hold the section names; there are " + count);
        }
        return new Header((int) offset, count, names);
    }

    private static String machineName(int machine) {
        return MACHINES.getOrDefault(machine, "machine " + machine);
    }

    private static String article(String width, String machine) {
        String phrase = width + machine;
        return ("aeioux".indexOf(Character.toLowerCase(phrase.charAt(0))) >= 0 ? "an " : "a ") + phrase;
    }

    private static MalformedObjectException wrong(String field, String problem) {
        return new MalformedObjectException(field.isEmpty() ? "" : "ELF header field " + field, problem);
    }
}
