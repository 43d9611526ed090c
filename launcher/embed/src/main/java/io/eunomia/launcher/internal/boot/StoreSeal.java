package io.eunomia.launcher.internal.boot;

import io.eunomia.runtime.file.AtomicFile;
import io.eunomia.runtime.file.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the checksums of all files of the framework's store, beside it, from an orderly end to the next start. Everything
 * in the store can be made anew, from the class path, the distribution and the copies of packages, but neither the
 * framework nor its bundles would notice a changed bit: some would never start again. Confined to one thread.
 */
final class StoreSeal {
    /** Tells the state in which the store was found. */
    enum Finding {
        /** There was no store, or it had to be removed. */
        NEW,
        /** The store is as the last orderly end left it. */
        WHOLE,
        /** The last run was cut short, so nobody can tell. */
        OPEN
    }

    private static final Logger LOG = LoggerFactory.getLogger(StoreSeal.class);
    private static final int PIECE = 1 << 16;
    private static final int MOST_SEAL_BYTES = 16 << 20;
    /** The largest files are the packages of trackers, 64 MiB. */
    private static final long MOST_FILE_BYTES = 1 << 28;

    private final Path storage;
    private final Path seal;

    StoreSeal(Path storage) {
        this.storage = storage;
        this.seal = storage.resolveSibling(storage.getFileName() + ".sums");
    }

    /** Checks the store before the framework reads it, and removes the seal; a damaged store is removed as a whole. */
    Finding open() {
        if (!Files.isDirectory(storage)) {
            return Finding.NEW;
        }
        try {
            Path root = storage.toRealPath();
            List<Path> files = files(root);
            Optional<String> strange = strange(files);
            if (strange.isPresent()) {
                LOG.warn("{} is damaged ({}): it is made anew, with all trackers as they were", storage, strange.get());
                discard();
                return Finding.NEW;
            }
            if (!Files.exists(seal, LinkOption.NOFOLLOW_LINKS)) {
                return Finding.OPEN;
            }
            List<String> expected = lines();
            Files.delete(seal);
            if (!isWhole(expected)) {
                // A damaged seal says nothing about the store.
                return Finding.OPEN;
            }
            List<String> found = sums(root, files);
            if (expected.equals(found)) {
                return Finding.WHOLE;
            }
            String changed = expected.stream().filter(line -> !found.contains(line)).findFirst()
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1)).orElse("a file that is new");
            LOG.warn("{} is damaged ({}): it is made anew, with all trackers as they were", storage, changed);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be checked and is made anew, with all trackers as they were: {}", storage, e.toString());
        }
        discard();
        return Finding.NEW;
    }

    /** Reads the seal; empty when it cannot be read. */
    private List<String> lines() {
        try {
            return new String(RegularFile.readUnlinked(seal, MOST_SEAL_BYTES), StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException e) {
            LOG.warn("the sums of {} cannot be read: {}", storage, e.toString());
            return List.of();
        }
    }

    /** Lists everything that is no folder, in a fixed order. */
    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Finds a file that is not of the framework's making, and that would keep it waiting or never end when it is read. */
    private static Optional<String> strange(List<Path> files) throws IOException {
        for (Path file : files) {
            Optional<String> other = RegularFile.otherKind(file, LinkOption.NOFOLLOW_LINKS);
            if (other.isPresent()) {
                return Optional.of(file + " is " + other.get());
            }
            if (Files.size(file) > MOST_FILE_BYTES) {
                return Optional.of(file + " has more than " + MOST_FILE_BYTES + " bytes");
            }
        }
        return Optional.empty();
    }

    /** Removes the store. @throws BootException when it cannot be removed */
    void discard() {
        try {
            Files.deleteIfExists(seal);
            new FolderRemoval(storage).run();
        } catch (IOException e) {
            throw new BootException(storage + " is damaged and cannot be removed: " + e.getMessage()
                    + "; remove it by hand: trackers come back without it", e);
        }
    }

    /** Writes the seal after the framework has ended. If it cannot be written, the next start finds none. */
    void close() {
        try {
            Path root = storage.toRealPath();
            List<String> sums = sums(root, files(root));
            AtomicFile.writeCached(seal, (String.join("\n", sums) + '\n').getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} cannot be written", seal, e);
        }
    }

    /** Returns one line a file, and last the checksum of the lines before, because the seal itself may be damaged too. */
    private static List<String> sums(Path root, List<Path> files) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                lines.add(line(root, file));
            }
        }
        lines.add(sumOf(lines));
        return lines;
    }

    private static boolean isWhole(List<String> lines) {
        int last = lines.size() - 1;
        return last >= 0 && lines.get(last).equals(sumOf(lines.subList(0, last)));
    }

    private static String sumOf(List<String> lines) {
        byte[] all = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        CRC32C sum = new CRC32C();
        sum.update(all, 0, all.length);
        return Long.toHexString(sum.getValue()) + " all";
    }

    private static String line(Path root, Path file) throws IOException {
        CRC32C sum = new CRC32C();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                sum.update(piece, 0, count);
            }
        }
        return Long.toHexString(sum.getValue()) + ' ' + root.relativize(file);
    }
}
