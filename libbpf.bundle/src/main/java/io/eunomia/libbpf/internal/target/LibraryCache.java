package io.eunomia.libbpf.internal.target;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the cache of ldconfig(8): sonames and their files, as the dynamic linker looks them up. The format is {@code struct
 * cache_file_new} of glibc's sysdeps/generic/dl-cache.h, alone or behind the older one.
 */
final class LibraryCache {
    private static final byte[] MAGIC = "glibc-ld.so.cache1.1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 48;
    private static final int ENTRY = 24;
    /** The most entries that are read; a host has some thousand libraries at most. */
    private static final int MOST_ENTRIES = 1 << 16;
    private static final long MOST_BYTES = 16 << 20;
    /** {@code FLAG_ELF_LIBC6} with {@code FLAG_X8664_LIB64} or {@code FLAG_AARCH64_LIB64}. */
    private static final int X86_64 = 0x303;
    private static final int AARCH64 = 0xa03;

    private LibraryCache() {
    }

    /** The files by soname, in the cache's order of preference; empty when there is no such cache. */
    static Map<String, String> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Map.of();
            }
            return parse(Files.readAllBytes(file));
        } catch (IOException | RuntimeException e) {
            // Without a readable cache the usual folders are searched.
            return Map.of();
        }
    }

    private static Map<String, String> parse(byte[] bytes) {
        int start = new String(bytes, StandardCharsets.ISO_8859_1)
                .indexOf(new String(MAGIC, StandardCharsets.ISO_8859_1));
        if (start < 0) {
            return Map.of();
        }
        ByteBuffer cache = ByteBuffer.wrap(bytes, start, bytes.length - start).slice().order(ByteOrder.LITTLE_ENDIAN);
        int wanted = System.getProperty("os.arch").equals("aarch64") ? AARCH64 : X86_64;
        int entries = Math.min(cache.getInt(MAGIC.length), MOST_ENTRIES);
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < entries; i++) {
            int at = HEADER + i * ENTRY;
            if (cache.getInt(at) == wanted) {
                files.putIfAbsent(text(cache, cache.getInt(at + 4)), text(cache, cache.getInt(at + 8)));
            }
        }
        return files;
    }

    private static String text(ByteBuffer cache, int at) {
        int end = at;
        while (cache.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - at];
        cache.get(at, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
