package io.eunomia.pack;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes jars whose bytes depend on names and contents alone: one time for all, in the order given. Sizes are known before
 * an entry is written, which saves the 16 bytes after it that would tell them; folders have no entries.
 */
final class JarWriter {
    private JarWriter() {
    }

    /** @param time of all entries; local, so that the zone of the machine does not matter */
    static void write(Path file, Map<String, byte[]> entries, LocalDateTime time) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                byte[] content = each.getValue();
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTimeLocal(time);
                entry.setSize(content.length);
                entry.setCrc(crc(content));
                long deflated = deflated(content);
                entry.setMethod(deflated < content.length ? ZipEntry.DEFLATED : ZipEntry.STORED);
                entry.setCompressedSize(Math.min(deflated, content.length));
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        }
    }

    private static long crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }

    private static long deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] buffer = new byte[1 << 14];
            while (!deflater.finished()) {
                deflater.deflate(buffer);
            }
            return deflater.getBytesWritten();
        } finally {
            deflater.end();
        }
    }
}
