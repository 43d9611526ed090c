package io.eunomia.runtime.internal.store;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.file.AtomicFile;
import io.eunomia.runtime.file.RegularFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores contents that trackers need, each once, in a file named after the content's SHA-256. A file stays for as long as
 * something uses it: a tracker of the store, or an action that is under way. Any thread.
 */
public final class ContentStore {
    private static final Logger LOG = LoggerFactory.getLogger(ContentStore.class);
    /** The limit is the one that applies when contents are sent. */
    private static final int MOST_BYTES = 64 << 20;

    private final Path folder;
    private final String ending;
    private final String what;
    /** Counts how often each content is used. */
    private final Map<String, Integer> uses = new HashMap<>();

    /**
     * Stores contents in a folder.
     *
     * @param ending of the files' names
     * @param what the contents are, for people: {@code "the package"}
     */
    ContentStore(Path folder, String ending, String what) {
        this.folder = folder;
        this.ending = ending;
        this.what = what;
    }

    /**
     * Keeps a content until {@link #release}.
     *
     * @return its digest
     * @throws TrackerException when there is no room for it; then nothing is kept
     */
    public String hold(byte[] content) {
        String digest = PackageDigest.of(content);
        hold(digest, content);
        return digest;
    }

    /** Keeps a content as {@link #hold(byte[])} does. @param digest of the content, which the caller knows */
    public synchronized void hold(String digest, byte[] content) {
        Path file = file(digest);
        try {
            if (!Files.isRegularFile(file) || !Arrays.equals(RegularFile.readUnlinked(file, MOST_BYTES), content)) {
                Files.createDirectories(folder);
                AtomicFile.write(file, content);
            }
        } catch (IOException e) {
            throw StorageFailure.of(what + " cannot be written to " + folder + ": " + e.getMessage(), e);
        }
        use(digest);
    }

    /** Counts one more use. */
    synchronized void use(String digest) {
        uses.merge(digest, 1, Integer::sum);
    }

    /** Counts one use less; after the last one the file is removed. */
    public synchronized void release(String digest) {
        int left = uses.merge(digest, -1, Integer::sum);
        if (left <= 0) {
            uses.remove(digest);
            delete(file(digest));
        }
    }

    /** Reads a content. @return empty when it is missing or damaged */
    public Optional<byte[]> read(String digest) {
        Path file = file(digest);
        try {
            byte[] content = RegularFile.readUnlinked(file, MOST_BYTES);
            if (PackageDigest.of(content).equals(digest)) {
                return Optional.of(content);
            }
            LOG.warn("{} is damaged: its content has another SHA-256 than its name says", file);
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", file, e.toString());
        }
        return Optional.empty();
    }

    /** Returns the path of the content's file, for people. */
    public Path file(String digest) {
        return folder.resolve(digest + ending);
    }

    /** Removes files that nobody uses: those that a kill has left, and files of former releases. */
    public synchronized void sweep() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.endsWith(ending) || !uses.containsKey(name.substring(0, name.length() - ending.length()))) {
                    delete(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be looked through: {}", folder, e.toString());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", file, e.toString());
        }
    }
}
