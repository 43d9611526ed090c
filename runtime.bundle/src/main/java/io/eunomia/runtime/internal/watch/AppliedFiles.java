package io.eunomia.runtime.internal.watch;

import io.eunomia.runtime.file.RegularFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which content of which file is in its tracker, so that a restart updates only what has changed meanwhile. A lost
 * record costs one needless hot update per file and nothing else.
 */
final class AppliedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(AppliedFiles.class);

    private static final int MOST_BYTES = 64 << 20;

    private final Path record;
    private final Properties digests = new Properties();

    AppliedFiles(Path record) {
        this.record = record;
        if (Files.exists(record, LinkOption.NOFOLLOW_LINKS)) {
            try {
                digests.load(new ByteArrayInputStream(RegularFile.readUnlinked(record, MOST_BYTES)));
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("{} cannot be read, the watched files are taken for new: {}", record, e.toString());
                digests.clear();
            }
        }
    }

    boolean has(Path file, byte[] content) {
        return digest(content).equals(digests.getProperty(file.toString()));
    }

    void put(Path file, byte[] content) {
        String digest = digest(content);
        if (!digest.equals(digests.setProperty(file.toString(), digest))) {
            write();
        }
    }

    void remove(Path file) {
        if (digests.remove(file.toString()) != null) {
            write();
        }
    }

    /** Beside and then in its place: a reader never sees half of it. */
    private void write() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            digests.store(out, "SHA-256 of watched files as their trackers have them");
            RegularFile.replace(record, out.toByteArray(), false);
        } catch (IOException e) {
            LOG.warn("{} cannot be written, the next start will update the watched trackers: {}", record, e.toString());
        }
    }

    static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
