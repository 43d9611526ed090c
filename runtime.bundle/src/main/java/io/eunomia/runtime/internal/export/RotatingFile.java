package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.file.RegularFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Writes a file that is moved aside when it has grown: {@code events.json} becomes {@code events.json.1}, that one
 * {@code events.json.2}, and so on. An existing file is continued. Confined to one thread.
 */
final class RotatingFile implements AutoCloseable {

    /** Bounds of the files. @param maxBytes of one file, 0 for no bound @param keep number of old files */
    record Limits(long maxBytes, int keep) {
    }

    private final Path path;
    private final Limits limits;
    // A channel is not used, because an interrupt would close it.
    private RandomAccessFile out;
    private long size;

    RotatingFile(Path path, Limits limits) {
        this.path = path;
        this.limits = limits;
        this.size = Math.max(0, path.toFile().length());
    }

    Path path() {
        return path;
    }

    /**
     * Makes the file ready for writing.
     *
     * @return true when it is new or empty
     */
    boolean open() throws IOException {
        if (out == null) {
            Files.createDirectories(path.getParent());
            requireRegular();
            out = new RandomAccessFile(path.toFile(), "rw");
            endCutLine();
        }
        size = out.length();
        return size == 0;
    }

    /**
     * Ends the line that a process was killed in the middle of, so that what comes next has a line of its own. Nothing is taken
     * out: the file may have been somebody else's.
     */
    private void endCutLine() throws IOException {
        long length = out.length();
        if (length > 0) {
            out.seek(length - 1);
            if (out.read() != '\n') {
                out.write('\n');
            }
        }
    }

    /**
     * Refuses anything but a regular file: a pipe that has been put there would take events until it is full, and then
     * block.
     */
    private void requireRegular() throws IOException {
        Optional<String> other = Files.exists(path) ? RegularFile.otherKind(path) : Optional.empty();
        if (other.isPresent()) {
            throw new IOException("it is " + other.get());
        }
    }

    /**
     * Tells whether a line would take the file beyond its bound; a file that holds nothing else takes any line.
     *
     * @param waiting bytes that are to be written before the line
     * @param line bytes of the line
     */
    boolean full(int waiting, int line) {
        return limits.maxBytes() > 0 && size + waiting > 0 && size + waiting + line > limits.maxBytes();
    }

    /** Tells whether nothing was written to it yet. */
    boolean empty() {
        return size == 0;
    }

    /** Appends all bytes or, when that fails, none. */
    void write(byte[] bytes, int length) throws IOException {
        try {
            out.seek(size);
            out.write(bytes, 0, length);
            size += length;
        } catch (IOException e) {
            try {
                out.setLength(size);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Moves the files on; the next {@link #open} makes a new one. */
    void rotate() throws IOException {
        close();
        size = 0;
        if (limits.keep() == 0) {
            Files.deleteIfExists(path);
            return;
        }
        for (int i = limits.keep(); i > 0; i--) {
            try {
                // At no moment is there no such file, which whoever follows it would take for its end.
                Files.move(i == 1 ? path : numbered(i - 1), numbered(i), StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                // There are not so many files yet.
                continue;
            }
        }
    }

    private Path numbered(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        RandomAccessFile closing = out;
        out = null;
        if (closing != null) {
            closing.close();
        }
    }
}
