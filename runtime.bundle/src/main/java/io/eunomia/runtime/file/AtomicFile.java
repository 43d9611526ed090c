package io.eunomia.runtime.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Replaces a file as a whole: the content is written to another file in the same folder, which is then renamed. A reader, a
 * kill or a full disk never leaves half of it. The rename takes the place of a symbolic link and does not follow it.
 * Stateless: any thread, one writer for each file.
 */
public final class AtomicFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private AtomicFile() {
    }

    /**
     * Returns when the disk has the content: a power failure afterwards leaves the new file or the old one.
     *
     * @throws IOException after which the file is what it was
     */
    public static void write(Path file, byte[] content) throws IOException {
        replace(file, file.resolveSibling(file.getFileName() + ".new"), content, true);
    }

    /** Writes as {@link #write} does, but a power failure may lose the content: use it for what can be made anew. */
    public static void writeCached(Path file, byte[] content) throws IOException {
        replace(file, file.resolveSibling(file.getFileName() + ".new"), content, false);
    }

    /**
     * Writes to a folder in which other users may write too: the temporary file is hidden and its name cannot be guessed,
     * and until the content is complete only the owner may read it.
     *
     * @param permissions of the finished file
     */
    public static void writeAmongOthers(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        Path aside = Files.createTempFile(file.toAbsolutePath().getParent(), "." + file.getFileName(), ".new",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.write(aside, content, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            Files.setPosixFilePermissions(aside, permissions);
            rename(aside, file);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static void replace(Path file, Path aside, byte[] content, boolean force) throws IOException {
        try {
            RegularFile.write(aside, content, force);
            rename(aside, file);
        } catch (IOException e) {
            removeAside(aside, e);
            throw e;
        }
    }

    /** Removes the unfinished temporary file, because on a full disk it takes room that others need. */
    private static void removeAside(Path aside, IOException cause) {
        try {
            if (Files.isRegularFile(aside, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(aside);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static void rename(Path aside, Path file) throws IOException {
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
