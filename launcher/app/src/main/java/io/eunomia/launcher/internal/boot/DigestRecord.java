package io.eunomia.launcher.internal.boot;

import io.eunomia.runtime.file.RegularFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file in the state folder that says which content of what was installed last. Confined to one thread. */
public final class DigestRecord {
    private static final Logger LOG = LoggerFactory.getLogger(DigestRecord.class);
    private static final int MOST_BYTES = 16 << 20;

    private final Path file;
    private final Properties digests = new Properties();
    private boolean changed;

    /** A record that cannot be read is as good as missing: all is then taken for new. */
    public DigestRecord(Path file) {
        this.file = file;
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                digests.load(new ByteArrayInputStream(RegularFile.readUnlinked(file, MOST_BYTES)));
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("{} cannot be read, all is taken for new: {}", file, e.toString());
                digests.clear();
            }
        }
    }

    public boolean has(String key, byte[] content) {
        return digest(content).equals(digests.getProperty(key));
    }

    public void put(String key, byte[] content) {
        String digest = digest(content);
        changed |= !digest.equals(digests.setProperty(key, digest));
    }

    public void retain(Set<String> keys) {
        changed |= digests.keySet().retainAll(keys);
    }

    /** Beside and then in its place, if anything has changed. */
    public void write() {
        if (!changed) {
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            digests.store(out, "length, CRC-32 and CRC-32C of what is installed");
            RegularFile.replace(file, out.toByteArray(), false);
            changed = false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Of what the administrator put there, which nobody forges: a cryptographic one costs 10 ms of the start. */
    private static String digest(byte[] content) {
        CRC32 ieee = new CRC32();
        ieee.update(content);
        CRC32C castagnoli = new CRC32C();
        castagnoli.update(content, 0, content.length);
        return content.length + "-" + Long.toHexString(ieee.getValue()) + "-" + Long.toHexString(castagnoli.getValue());
    }
}
