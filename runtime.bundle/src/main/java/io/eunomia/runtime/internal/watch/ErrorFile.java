package io.eunomia.runtime.internal.watch;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.file.AtomicFile;
import io.eunomia.runtime.file.TrustedPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the reason why a watched file has not become a tracker into a file beside it. It is written aside and renamed,
 * which replaces whatever is there and follows no link; whoever may not read the watched file may not read it either.
 */
record ErrorFile(Path watched) {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorFile.class);
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("r--r--r--");
    private static final String ENDING = ".error";

    static ErrorFile of(Path watched) {
        return new ErrorFile(watched);
    }

    Path path() {
        return watched.resolveSibling(watched.getFileName() + ENDING);
    }

    void write(Failure failure) {
        StringBuilder text = new StringBuilder(failure.message()).append('\n');
        if (!failure.pointer().isEmpty()) {
            text.append("at:   ").append(failure.pointer()).append('\n');
        }
        if (!failure.hint().isEmpty() && !failure.message().contains(failure.hint())) {
            text.append("hint: ").append(failure.hint()).append('\n');
        }
        if (!failure.verifierLog().isBlank()) {
            text.append("verifier log:\n").append(failure.verifierLog().strip()).append('\n');
        }
        try {
            if (isSafe()) {
                AtomicFile.writeAmongOthers(path(), text.toString().getBytes(StandardCharsets.UTF_8), permissions());
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", path(), e.toString());
        }
    }

    /**
     * Tells whether only trusted users can change the folder: others could put another file in the place of ours while it
     * is being written.
     */
    private boolean isSafe() throws IOException {
        return TrustedPath.distrust(watched.getParent()).isEmpty();
    }

    private Set<PosixFilePermission> permissions() {
        Set<PosixFilePermission> all = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        try {
            Set<PosixFilePermission> readers = EnumSet.copyOf(READABLE);
            // For a link its own permissions are read, which say nothing of the file that it leads to.
            readers.retainAll(Files.getPosixFilePermissions(watched, LinkOption.NOFOLLOW_LINKS));
            if (!Files.isSymbolicLink(watched)) {
                all.addAll(readers);
            }
        } catch (IOException e) {
            LOG.debug("the permissions of {} are not known", watched, e);
        }
        return all;
    }

    void clear() {
        try {
            if (isSafe()) {
                Files.deleteIfExists(path());
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", path(), e.toString());
        }
    }
}
