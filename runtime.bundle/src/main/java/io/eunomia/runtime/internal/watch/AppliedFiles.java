package io.eunomia.runtime.internal.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    private final Path record;
    private final Properties digests = new Properties();

    AppliedFiles(Path record) {
        this.record = record;
        if (Files.exists(record)) {
            try (InputStream in = Files.newInputStream(record)) {
                digests.load(in);
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
        Path next = record.resolveSibling(record.getFileName() + ".new");
        try {
            try (OutputStream out = Files.newOutputStream(next)) {
                digests.store(out, "SHA-256 of watched files as their trackers have them");
            }
            Files.move(next, record, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
