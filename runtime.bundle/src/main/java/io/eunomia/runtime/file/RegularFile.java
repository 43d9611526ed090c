package io.eunomia.runtime.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/**
 * Reads and writes regular files and nothing else, whole and within a bound: opening a named pipe waits for a writer that
 * may never come, and a device has no end. Stateless: any thread.
 */
public final class RegularFile {
    // From include/uapi/linux/stat.h.
    private static final int TYPE = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private RegularFile() {
    }

    /**
     * @param mostBytes a larger file is refused
     * @throws IOException whose message names file and reason, also when it is no regular file or too large
     */
    public static byte[] read(Path file, int mostBytes) throws IOException {
        return read(file, mostBytes, new LinkOption[0]);
    }

    /** Reads as {@link #read} does, and refuses a symbolic link too. */
    public static byte[] readUnlinked(Path file, int mostBytes) throws IOException {
        return read(file, mostBytes, LinkOption.NOFOLLOW_LINKS);
    }

    private static byte[] read(Path file, int mostBytes, LinkOption... links) throws IOException {
        requireRegular(file, links);
        OpenOption[] options = links.length == 0 ? new OpenOption[] {StandardOpenOption.READ}
                : new OpenOption[] {StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS};
        try (InputStream in = Channels.newInputStream(Files.newByteChannel(file, options))) {
            byte[] content = in.readNBytes(mostBytes + 1);
            if (content.length > mostBytes) {
                throw new FileSystemException(file.toString(), null, "has more than " + mostBytes + " bytes");
            }
            return content;
        }
    }

    /**
     * Writes the content to a new file at the path. Whatever was there, such as a link or a named pipe but not a folder, is
     * removed and is not written to.
     *
     * @param force whether the content is on the disk when this returns
     */
    public static void write(Path file, byte[] content, boolean force) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "is a folder");
        }
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (ByteBuffer bytes = ByteBuffer.wrap(content); bytes.hasRemaining();) {
                channel.write(bytes);
            }
            if (force) {
                channel.force(true);
            }
        }
    }

    /**
     * Refuses everything but a regular file.
     *
     * @throws IOException saying what it is instead, or that there is no such file
     */
    public static void requireRegular(Path file, LinkOption... links) throws IOException {
        Optional<String> other = otherKind(file, links);
        if (other.isPresent()) {
            throw new FileSystemException(file.toString(), null, "is " + other.get()
                    + ", and only regular files are read");
        }
    }

    /**
     * Names what stands where a regular file should, such as {@code a named pipe}.
     *
     * @return empty for a regular file
     * @throws IOException when there is nothing, or nothing can be learnt of it
     */
    public static Optional<String> otherKind(Path file, LinkOption... links) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class, links);
        return attributes.isRegularFile() ? Optional.empty() : Optional.of(kind(file, attributes, links));
    }

    private static String kind(Path file, PosixFileAttributes attributes, LinkOption... links) throws IOException {
        if (attributes.isDirectory()) {
            return "a folder";
        }
        if (attributes.isSymbolicLink()) {
            return "a symbolic link";
        }
        int mode = (Integer) Files.getAttribute(file, "unix:mode", links) & TYPE;
        return mode == PIPE ? "a named pipe" : mode == SOCKET ? "a socket" : "a device";
    }
}
