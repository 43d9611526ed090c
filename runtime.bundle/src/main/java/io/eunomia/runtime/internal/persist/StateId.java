package io.eunomia.runtime.internal.persist;

import io.eunomia.runtime.file.AtomicFile;
import io.eunomia.runtime.file.RegularFile;
import io.eunomia.runtime.internal.store.StorageFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name by which a state folder's pins are found: 16 hexadecimal digits in its file {@code id}, made once. It is not the
 * folder's path, because folders are moved, and those of containers have one path. Stateless: any thread, one for each folder.
 */
public final class StateId {
    private static final Logger LOG = LoggerFactory.getLogger(StateId.class);
    static final String FILE = "id";
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");
    private static final int BYTES = 8;
    private static final int MOST_BYTES = 100;

    private StateId() {
    }

    /**
     * Returns a state folder's id, which is made if there is none. A damaged one is replaced, and the log tells.
     *
     * @throws io.eunomia.runtime.TrackerException of kind STORAGE when it cannot be written
     */
    public static String of(Path stateFolder) {
        Optional<String> known = read(stateFolder);
        if (known.isPresent()) {
            return known.get();
        }
        Path file = stateFolder.resolve(FILE);
        boolean damaged = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String id = HexFormat.of().formatHex(random);
        try {
            AtomicFile.write(file, (id + '\n').getBytes(StandardCharsets.US_ASCII));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw StorageFailure.of(file + " cannot be written: " + e.getMessage(), e);
        }
        if (damaged) {
            LOG.warn("{} was damaged and is made anew: what was pinned for this folder before is not taken over; eunomia doctor"
                    + " shows it, eunomia unpin --orphans removes it", file);
        }
        return id;
    }

    /** Reads the id of a state folder; empty when there is no such folder, or no sound id in it. */
    public static Optional<String> read(Path stateFolder) {
        try {
            String text = new String(RegularFile.readUnlinked(stateFolder.resolve(FILE), MOST_BYTES),
                    StandardCharsets.ISO_8859_1).strip();
            return Optional.of(text).filter(StateId::isOne);
        } catch (IOException e) {
            LOG.debug("{} has no id", stateFolder, e);
            return Optional.empty();
        }
    }

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
