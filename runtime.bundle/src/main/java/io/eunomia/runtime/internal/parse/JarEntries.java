package io.eunomia.runtime.internal.parse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;

/** The files of a jar in memory, as its directory names them, unpacked within bounds and checked. */
final class JarEntries implements BundleEntries {
    static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_NAME = 1000;

    private final byte[] jar;
    private final PackageLimits limits;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private long unpackedBytes;

    private JarEntries(byte[] jar, PackageLimits limits) {
        this.jar = jar;
        this.limits = limits;
    }

    static JarEntries read(byte[] jar, PackageLimits limits) {
        JarEntries entries = new JarEntries(jar, limits);
        List<ZipDirectory.Entry> directory = ZipDirectory.read(jar, MAX_ENTRIES);
        if (directory.isEmpty()) {
            throw ZipDirectory.damaged("it has no entries");
        }
        directory.forEach(entries::add);
        return entries;
    }

    private void add(ZipDirectory.Entry entry) {
        checkName(entry.name());
        if (entry.isDirectory()) {
            if (entry.size() != 0) {
                throw ZipDirectory.damaged("its folder " + entry.name() + " has content");
            }
            return;
        }
        byte[] content = content(entry);
        unpackedBytes += content.length;
        if (unpackedBytes > limits.objectBytes()) {
            throw BadPackage.tooLarge("", "the jar holds too much", "at most " + limits.objectBytes()
                    + " bytes in all, unpacked");
        }
        if (entries.putIfAbsent(entry.name(), content) != null) {
            throw BadPackage.at("", "the jar has two entries " + entry.name(), "make it anew");
        }
    }

    /** Refuses a name that leads out of its folder, because framework and libraries unpack entries to files. */
    private static void checkName(String name) {
        boolean leadsOut = name.startsWith("/") || name.contains("\\") || List.of(name.split("/", -1)).contains("..");
        boolean misspelt = name.equalsIgnoreCase(MANIFEST) && !name.equals(MANIFEST);
        if (name.isEmpty() || name.length() > MAX_NAME || leadsOut || misspelt || name.chars().anyMatch(c -> c < ' ')) {
            throw BadPackage.at("", "the jar has an entry that no bundle has: \"" + shown(name) + '"',
                    "entries are paths inside the jar, without .. and \\; the manifest is " + MANIFEST);
        }
    }

    private static String shown(String name) {
        return name.substring(0, Math.min(100, name.length())).replaceAll("\\p{Cntrl}", "?");
    }

    private byte[] content(ZipDirectory.Entry entry) {
        // The ratio is checked for the whole jar and not for the entry, because text files of constant content are small
        // and honest.
        Inflater inflater = new Inflater(true);
        try (ByteArrayInputStream packed = new ByteArrayInputStream(jar, entry.data(), (int) entry.packed())) {
            byte[] content = Compression.readBounded(entry.method() == ZipEntry.STORED ? packed
                    : new InflaterInputStream(packed, inflater), "", jar.length, limits);
            CRC32 crc = new CRC32();
            crc.update(content);
            if (content.length != entry.size() || (int) crc.getValue() != entry.crc()) {
                throw ZipDirectory.damaged("its entry " + entry.name() + " has not the content that its directory says");
            }
            return content;
        } catch (IOException e) {
            throw BadPackage.at("", "the jar is damaged: its entry " + entry.name() + " cannot be unpacked: "
                    + e.getMessage(), "send it again, or make it anew", e);
        } finally {
            inflater.end();
        }
    }

    /** Returns the names without folders, in the jar's order. */
    Collection<String> names() {
        return entries.keySet();
    }

    @Override
    public Optional<byte[]> find(String path) {
        return Optional.ofNullable(entries.get(path));
    }
}
