package io.eunomia.runtime.internal.parse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;

/**
 * Reads the central directory of a zip in memory (PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.4). The framework reads jars
 * by it. The headers before the entries may say something else, and a jar in which the two differ is refused. Zip64,
 * encryption and several volumes are refused too: a package needs none of them.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int ENCRYPTED = 1;
    /** Flag: the local header leaves sizes and checksum to a record behind the data. */
    private static final int SIZES_FOLLOW = 1 << 3;
    private static final int ZIP64 = 0xffff;

    /**
     * An entry of the directory.
     *
     * @param at where its header is
     * @param data where its content is, packed as {@code method} says
     */
    record Entry(String name, int method, int crc, long packed, long size, int at, int data) {
        boolean isDirectory() {
            return name.endsWith("/");
        }
    }

    private final ByteBuffer zip;

    private ZipDirectory(byte[] zip) {
        this.zip = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads the directory. @return in the directory's order; all within the bounds of {@code zip}, none overlapping another */
    static List<Entry> read(byte[] zip, int mostEntries) {
        return new ZipDirectory(zip).read(mostEntries);
    }

    private List<Entry> read(int mostEntries) {
        int end = end();
        int count = word(end + 10);
        long size = longword(end + 12);
        long at = longword(end + 16);
        if (count == ZIP64 || at == 0xffffffffL) {
            throw damaged("it is in the zip64 format, which no package needs");
        }
        if (word(end + 4) != 0 || word(end + 6) != 0 || word(end + 8) != count) {
            throw damaged("it is one of several volumes");
        }
        if (at + size != end) {
            throw damaged("its directory is not where its end says");
        }
        if (count > mostEntries) {
            throw BadPackage.tooLarge("", "the jar holds " + count + " entries", "at most " + mostEntries);
        }
        List<Entry> entries = new ArrayList<>(count);
        int next = (int) at;
        for (int i = 0; i < count; i++) {
            next = read(next, end, entries);
        }
        if (next != end) {
            throw damaged("its directory is longer than its end says");
        }
        refuseOverlaps(entries, (int) at);
        return entries;
    }

    /** Finds the end record: the last one whose comment reaches to the end of the file. */
    private int end() {
        for (int at = zip.limit() - END_BYTES; at >= Math.max(0, zip.limit() - END_BYTES - 0xffff); at--) {
            if (zip.getInt(at) == END && at + END_BYTES + word(at + 20) == zip.limit()) {
                return at;
            }
        }
        throw damaged("it has no directory; was it cut off?");
    }

    private int read(int at, int end, List<Entry> entries) {
        if (at + ENTRY_BYTES > end || zip.getInt(at) != ENTRY) {
            throw damaged("its directory ends too early");
        }
        int nameBytes = word(at + 28);
        int next = at + ENTRY_BYTES + nameBytes + word(at + 30) + word(at + 32);
        if (next > end) {
            throw damaged("its directory ends too early");
        }
        String name = name(at + ENTRY_BYTES, nameBytes);
        int method = word(at + 10);
        if ((word(at + 8) & ENCRYPTED) != 0 || method != ZipEntry.STORED && method != ZipEntry.DEFLATED) {
            throw damaged("its entry " + name + " is encrypted, or packed in a way that no jar is");
        }
        long packed = longword(at + 20);
        long size = longword(at + 24);
        long header = longword(at + 42);
        if (packed == 0xffffffffL || size == 0xffffffffL || header == 0xffffffffL) {
            throw damaged("its entry " + name + " is in the zip64 format, which no package needs");
        }
        if (method == ZipEntry.STORED && packed != size) {
            throw damaged("its entry " + name + " has two sizes");
        }
        entries.add(local(new Entry(name, method, zip.getInt(at + 16), packed, size, (int) header, 0), at));
        return next;
    }

    /** Compares the header before the entry's data with the directory. */
    private Entry local(Entry entry, int directoryAt) {
        long at = entry.at & 0xffffffffL;
        if (at + LOCAL_BYTES > directoryAt || zip.getInt(entry.at) != LOCAL) {
            throw damaged("its entry " + entry.name + " is not where its directory says");
        }
        long data = at + LOCAL_BYTES + word(entry.at + 26) + word(entry.at + 28);
        if (data + entry.packed > directoryAt) {
            throw damaged("its entry " + entry.name + " is longer than what is left of it");
        }
        boolean sizesFollow = (word(entry.at + 6) & SIZES_FOLLOW) != 0;
        boolean same = name(entry.at + LOCAL_BYTES, word(entry.at + 26)).equals(entry.name)
                && word(entry.at + 8) == entry.method
                && (sizesFollow || zip.getInt(entry.at + 14) == entry.crc && longword(entry.at + 18) == entry.packed
                        && longword(entry.at + 22) == entry.size);
        if (!same) {
            throw damaged("its entry " + entry.name + " is another one by its own header than by the directory");
        }
        return new Entry(entry.name, entry.method, entry.crc, entry.packed, entry.size, entry.at, (int) data);
    }

    private static void refuseOverlaps(List<Entry> entries, int directory) {
        long end = 0;
        for (Entry entry : entries.stream().sorted(Comparator.comparingInt(Entry::at)).toList()) {
            if (entry.at < end) {
                throw damaged("its entry " + entry.name + " lies within another");
            }
            end = entry.data + entry.packed;
        }
        if (end > directory) {
            throw damaged("its entries reach into its directory");
        }
    }

    private String name(int at, int length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(zip.slice(at, length)).toString();
        } catch (CharacterCodingException e) {
            throw damaged("the name of an entry is not in UTF-8");
        }
    }

    private int word(int at) {
        return zip.getShort(at) & 0xffff;
    }

    private long longword(int at) {
        return zip.getInt(at) & 0xffffffffL;
    }

    static RuntimeException damaged(String how) {
        return BadPackage.at("", "the jar is damaged: " + how, "send it again, or make it anew with bnd or jar");
    }
}
