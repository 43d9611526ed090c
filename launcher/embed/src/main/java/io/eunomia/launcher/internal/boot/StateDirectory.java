package io.eunomia.launcher.internal.boot;

import io.eunomia.runtime.file.RegularFile;
import io.eunomia.runtime.file.TrustedPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The daemon's folder, locked against a second daemon while this object is open. It holds the bundle store, the token
 * and a lock file with the process id of its owner.
 */
public final class StateDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /**
     * The beginning of a system property's name, which the folder's path follows. The kernel drops a process's lock of a file
     * when the process closes the file, wherever it has opened it again (fcntl_locking(2)). So whoever has the folder in this
     * process must be known before the file is opened, also to a copy of this class in another class loader.
     */
    private static final String LOCKED = "eunomia.state.locked:";

    private final Path path;
    private final FileChannel channel;
    private final String locked;

    private StateDirectory(Path path, FileChannel channel, String locked) {
        this.path = path;
        this.channel = channel;
        this.locked = locked;
    }

    /**
     * Makes the folder if it is missing, for its owner only, and locks it.
     *
     * @throws StateFolderException when it cannot be made or another process has it
     */
    public static StateDirectory open(Path path) {
        try {
            boolean there = Files.isDirectory(path);
            boolean empty = there && isEmpty(path);
            requireTrusted(empty ? TrustedPath.distrustOfWay(path) : TrustedPath.distrust(path), path);
            if (there && !empty) {
                requireTrusted(StateContent.distrust(path), path);
            }
            if (!there) {
                Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            Files.setPosixFilePermissions(path, OWNER_ONLY);
            return lock(path);
        } catch (IOException e) {
            throw new StateFolderException("the state folder " + path + " cannot be used: " + reason(e), e);
        }
    }

    /**
     * Refuses a folder that others can change: they could run code as this process, or know a token that they have left
     * there.
     */
    private static void requireTrusted(Optional<TrustedPath.Distrust> found, Path path) {
        found.ifPresent(distrust -> {
            throw new StateFolderException("the state folder " + path + " cannot be used: " + distrust.problem() + "; "
                    + distrust.remedy());
        });
    }

    /** Tells whether the folder is empty: it then holds nothing of others, and is closed to them next. */
    private static boolean isEmpty(Path path) throws IOException {
        try (var files = Files.list(path)) {
            return files.findAny().isEmpty() && isOurs(path);
        }
    }

    private static boolean isOurs(Path path) throws IOException {
        return Files.getOwner(path).getName().equals(System.getProperty("user.name"));
    }

    private static StateDirectory lock(Path path) throws IOException {
        String name = LOCKED + path.toRealPath();
        if (System.getProperties().putIfAbsent(name, "") != null) {
            throw new StateFolderException("the state folder " + path + " is in use by this very process, with process id " + ProcessHandle.current().pid()
                    + "; close that container, or choose another folder");
        }
        try {
            return new StateDirectory(path, lockFile(path), name);
        } catch (IOException | RuntimeException e) {
            System.clearProperty(name);
            throw e;
        }
    }

    private static FileChannel lockFile(Path path) throws IOException {
        Path file = path.resolve("lock");
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            RegularFile.requireRegular(file, LinkOption.NOFOLLOW_LINKS);
        }
        FileChannel channel = FileChannel.open(file, LinkOption.NOFOLLOW_LINKS, StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                String owner = new String(RegularFile.readUnlinked(file, 100), StandardCharsets.US_ASCII).trim();
                throw new StateFolderException("the state folder " + path + " is in use by the daemon with process id "
                        + owner + "; stop that one, or choose another folder");
            }
            channel.truncate(0);
            channel.write(java.nio.ByteBuffer.wrap(
                    (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied"
                : e instanceof FileSystemException told && told.getReason() != null ? told.getFile() + ' ' + told.getReason()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    public Path path() {
        return path;
    }

    /** Returns the framework's own folder. */
    public Path bundles() {
        return path.resolve("bundles");
    }

    @Override
    public synchronized void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new BootException("cannot release " + path + ": " + e.getMessage(), e);
        } finally {
            System.clearProperty(locked);
        }
    }
}
