package io.eunomia.runtime.internal.store;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.file.AtomicFile;
import io.eunomia.runtime.file.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JSON document that survives kills, full disks and damage: it is replaced as a whole, carries its own checksum, and is
 * written to a second file as well. Confined to whoever guards it.
 */
public final class StateFile {
    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
    private static final String SUM = "sum";
    private static final int MOST_BYTES = 64 << 20;

    private final Path file;
    private final Path copy;

    public StateFile(Path file) {
        this.file = file;
        this.copy = file.resolveSibling(file.getFileName() + ".copy");
    }

    /** Tells whether nothing was ever written, as far as can be seen. */
    boolean isNew() {
        return Files.notExists(file) && Files.notExists(copy);
    }

    /**
     * Reads the document; a damaged file is set aside, and its copy is read instead.
     *
     * @return empty when there is none, or none that can be trusted
     */
    Optional<Map<String, Object>> read() {
        Optional<Map<String, Object>> first = read(file);
        if (first.isPresent()) {
            renewCopy();
            return first;
        }
        boolean damaged = Files.exists(file);
        if (damaged) {
            setAside();
        }
        Optional<Map<String, Object>> second = read(copy);
        if (second.isPresent()) {
            LOG.warn("{} {}: its copy {} is taken", file, damaged ? "is damaged" : "is missing", copy);
            restore();
        }
        return second;
    }

    private void renewCopy() {
        try {
            byte[] content = RegularFile.readUnlinked(file, MOST_BYTES);
            if (!Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)
                    || !Arrays.equals(content, RegularFile.readUnlinked(copy, MOST_BYTES))) {
                writeCopy(content);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be compared with {}: {}", copy, file, e.toString());
        }
    }

    /** Writes the file from its copy at once, because the copy may be the next to be damaged. */
    private void restore() {
        try {
            AtomicFile.write(file, RegularFile.readUnlinked(copy, MOST_BYTES));
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }

    /** Returns where {@link #read} puts a file that it cannot use. */
    Path aside() {
        return file.resolveSibling(file.getFileName() + ".damaged");
    }

    private void setAside() {
        try {
            Files.move(file, aside(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error("{} cannot be moved", file, e);
        }
    }

    private static Optional<Map<String, Object>> read(Path from) {
        try {
            if (Files.notExists(from)) {
                return Optional.empty();
            }
            Map<String, Object> content = JSON.std.mapFrom(RegularFile.readUnlinked(from, MOST_BYTES));
            Object sum = content.remove(SUM);
            // Releases before the checksum wrote files without one.
            boolean trusted = sum == null ? Integer.valueOf(1).equals(content.get("format")) : sum.equals(sum(content));
            return trusted ? Optional.of(content) : Optional.empty();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            LOG.debug("{} cannot be read", from, e);
            return Optional.empty();
        }
    }

    /** @throws TrackerException after which the document is what it was */
    public void write(Map<String, Object> content) {
        try {
            Files.createDirectories(file.getParent());
            Map<String, Object> signed = new LinkedHashMap<>(content);
            signed.put(SUM, sum(content));
            byte[] json = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asBytes(signed);
            AtomicFile.write(file, json);
            writeCopy(json);
        } catch (IOException e) {
            throw StorageFailure.of("the state file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Writes the copy, or removes it if that fails: a copy of an earlier state would be worse than none. It is not forced
     * to the disk, because it is there for a damaged file, not for a power failure.
     */
    private void writeCopy(byte[] json) {
        try {
            AtomicFile.writeCached(copy, json);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", copy, e.toString());
            try {
                Files.deleteIfExists(copy);
            } catch (IOException again) {
                LOG.warn("{} cannot be removed: {}", copy, again.toString());
            }
        }
    }

    /** Returns the checksum of the compact form, which is the same again when the content that was read is written. */
    private static String sum(Map<String, Object> content) throws IOException {
        byte[] json = JSON.std.asBytes(content);
        CRC32C sum = new CRC32C();
        sum.update(json, 0, json.length);
        return Long.toHexString(sum.getValue());
    }
}
