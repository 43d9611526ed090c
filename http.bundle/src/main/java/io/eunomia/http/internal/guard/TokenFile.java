package io.eunomia.http.internal.guard;

import io.eunomia.runtime.file.AtomicFile;
import io.eunomia.runtime.file.RegularFile;
import io.eunomia.runtime.file.TrustedPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The file that holds the token: only its owner can read it, and it is made when it is missing. */
final class TokenFile {
    private static final int RANDOM_BYTES = 32;
    private static final int LEAST_LENGTH = 32;
    private static final int MOST_BYTES = 4096;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private TokenFile() {
    }

    /** @throws RefusedTokenException when the file is not fit to hold a secret; the message tells the remedy */
    static byte[] readOrMake(Path file) {
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            return make(file);
        } catch (IOException e) {
            throw refused(file, "cannot be read: " + e.getMessage(), "make it readable for this process", e);
        }
    }

    private static byte[] read(Path file) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw refused(file, "is no regular file", "remove it; a new one is made at the next start", null);
        }
        Set<PosixFilePermission> others = EnumSet.copyOf(attributes.permissions());
        others.removeAll(OWNER);
        if (!others.isEmpty()) {
            throw refused(file, "is open to others (" + PosixFilePermissions.toString(attributes.permissions()) + ")",
                    "remove it, since others may have read it: a new one is made at the next start;"
                            + " or chmod 600 " + file, null);
        }
        Optional<TrustedPath.Distrust> distrust = TrustedPath.distrust(file);
        if (distrust.isPresent()) {
            throw refused(file, "is not to be trusted: " + distrust.get().problem(), distrust.get().remedy(), null);
        }
        if (attributes.size() > MOST_BYTES) {
            throw refused(file, "is too large to be a token", "remove it; a new one is made at the next start", null);
        }
        String token = new String(RegularFile.readUnlinked(file, MOST_BYTES), StandardCharsets.UTF_8).strip();
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw refused(file, "is damaged: it holds what no request can show", "remove it; a new one is made at the next"
                    + " start, which clients then need", null);
        }
        if (token.length() < LEAST_LENGTH) {
            throw refused(file, "holds less than " + LEAST_LENGTH + " characters: it can be guessed",
                    "remove it; a new one is made at the next start", null);
        }
        return token.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the token to a new file and renames that, so that nobody ever reads half a token. */
    private static byte[] make(Path file) {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        byte[] token = Base64.getUrlEncoder().withoutPadding().encode(random);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            AtomicFile.writeAmongOthers(file.toAbsolutePath(), (new String(token, StandardCharsets.US_ASCII) + '\n')
                    .getBytes(StandardCharsets.US_ASCII), OWNER_ONLY);
            return token;
        } catch (IOException e) {
            throw refused(file, "cannot be made: " + e.getMessage(), "name another with eunomia.http.token-file", e);
        }
    }

    private static RefusedTokenException refused(Path file, String problem, String remedy, Exception cause) {
        return new RefusedTokenException("the token file " + file + ' ' + problem, remedy, cause);
    }
}
