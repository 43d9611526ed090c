package io.eunomia.launcher.internal.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sums of all files of the framework's store, beside it, from an orderly end to the next start. Everything in the
 * store can be made anew, from the class path, the distribution and the copies of packages, and neither the framework nor
 * its bundles would notice a changed bit: some would never start again. Confined to one thread.
 */
final class StoreSeal {
    /** What the store was found to be. */
    enum Finding {
        /** There was none, or it had to go. */
        NEW,
        /** As the last orderly end left it. */
        WHOLE,
        /** The last run was cut short: nobody can tell. */
        OPEN
    }

    private static final Logger LOG = LoggerFactory.getLogger(StoreSeal.class);
    private static final int PIECE = 1 << 16;

    private final Path storage;
    private final Path seal;

    StoreSeal(Path storage) {
        this.storage = storage;
        this.seal = storage.resolveSibling(storage.getFileName() + ".sums");
    }

    /** Looks at the store before the framework does, and takes the seal away; a damaged store goes as a whole. */
    Finding open() {
        if (!Files.isDirectory(storage)) {
            return Finding.NEW;
        }
        if (!Files.exists(seal)) {
            return Finding.OPEN;
        }
        try {
            List<String> expected = Files.readAllLines(seal, StandardCharsets.ISO_8859_1);
            Files.delete(seal);
            if (!isWhole(expected)) {
                // Damaged itself, it says nothing about the store.
                return Finding.OPEN;
            }
            List<String> found = sums();
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

    /** @throws BootException when it cannot be removed */
    void discard() {
        try {
            Files.deleteIfExists(seal);
            new Removal(storage).run();
        } catch (IOException e) {
            throw new BootException(storage + " is damaged and cannot be removed: " + e.getMessage()
                    + "; remove it by hand: trackers come back without it", e);
        }
    }

    /** After the framework has ended. A seal that cannot be written is none. */
    void close() {
        try {
            Files.write(seal, sums(), StandardCharsets.ISO_8859_1);
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} cannot be written", seal, e);
        }
    }

    /** One line a file, the last one of the lines before: the seal itself may be damaged too. */
    private List<String> sums() throws IOException {
        List<String> lines;
        try (Stream<Path> files = Files.walk(storage)) {
            lines = new java.util.ArrayList<>(files.filter(Files::isRegularFile).sorted().map(this::line).toList());
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
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

    private String line(Path file) {
        CRC32C sum = new CRC32C();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                sum.update(piece, 0, count);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Long.toHexString(sum.getValue()) + ' ' + storage.relativize(file);
    }
}
