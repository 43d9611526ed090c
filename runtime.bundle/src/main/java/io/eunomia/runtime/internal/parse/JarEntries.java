package io.eunomia.runtime.internal.parse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The entries of a jar in memory, unpacked within bounds; class files are passed over. */
final class JarEntries implements BundleEntries {
    private static final int MAX_ENTRIES = 10_000;

    private final Map<String, byte[]> entries = new HashMap<>();
    private int count;
    private long unpackedBytes;

    private JarEntries() {
    }

    static JarEntries read(byte[] jar, PackageLimits limits) {
        JarEntries entries = new JarEntries();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(entry, Compression.readBounded(in, "", jar.length, limits), limits);
            }
        } catch (IOException | IllegalArgumentException e) {
            // ZipInputStream throws IllegalArgumentException for names that are not in UTF-8.
            throw BadPackage.at("", "the jar is damaged: " + e.getMessage(), "send it again, or make it anew", e);
        }
        if (entries.count == 0) {
            throw BadPackage.at("", "the jar is damaged: it has no entries", "send it again, or make it anew");
        }
        return entries;
    }

    private void add(ZipEntry entry, byte[] content, PackageLimits limits) {
        count++;
        unpackedBytes += content.length;
        if (count > MAX_ENTRIES || unpackedBytes > limits.objectBytes()) {
            throw BadPackage.tooLarge("", "the jar holds too much", "at most " + MAX_ENTRIES + " entries of together "
                    + limits.objectBytes() + " bytes");
        }
        if (!entry.isDirectory() && !entry.getName().endsWith(".class")
                && entries.putIfAbsent(entry.getName(), content) != null) {
            throw BadPackage.at("", "the jar has two entries " + entry.getName(), "make it anew");
        }
    }

    @Override
    public Optional<byte[]> find(String path) {
        return Optional.ofNullable(entries.get(path));
    }
}
