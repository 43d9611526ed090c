package io.eunomia.runtime.internal.watch;

import io.eunomia.runtime.file.TrustedPath;
import io.eunomia.runtime.file.TrustedPath.Distrust;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the watched folder, as long as only trusted users can write there, and reports files that two looks in a
 * row have found the same: a file that is still being written differs at each look. Confined to one thread.
 */
final class FolderScan {
    /**
     * Clocks of file systems are coarse: a file that was changed this shortly before it was read may change once more
     * without showing it. FAT's two seconds are the coarsest.
     */
    private static final Duration COARSEST_CLOCK = Duration.ofSeconds(2);
    /**
     * The most files that are watched. Each takes little of the heap while it is there, and no folder of packages has as
     * many.
     */
    static final int MOST_FILES = 4096;
    private static final Logger LOG = LoggerFactory.getLogger(FolderScan.class);

    private final Path folder;
    private final FileTrackers trackers;
    private final Clock clock;
    private final Map<Path, Look> last = new HashMap<>();
    private final Map<Path, Look> applied = new HashMap<>();
    /** Files that were read so soon after their last change that they have to be read once more. */
    private final Map<Path, Instant> young = new HashMap<>();
    /** The reason why the folder was not looked through the last time, or empty. */
    private String trouble = "";

    /** @param folder absolute, without links */
    FolderScan(Path folder, FileTrackers trackers, Clock clock) {
        this.folder = folder;
        this.trackers = trackers;
        this.clock = clock;
    }

    /** @param ended asked between two files, each of which may take seconds to load */
    void look(BooleanSupplier ended) {
        Map<Path, Look> found;
        try {
            Optional<Distrust> distrust = TrustedPath.distrust(folder);
            if (distrust.isPresent()) {
                leave(distrust.get().problem() + ", and whoever can write there loads programs into the kernel: "
                        + distrust.get().remedy());
                return;
            }
            found = find();
            if (found.size() > MOST_FILES) {
                leave("it holds more than " + MOST_FILES + " files that may be packages (.bpf.o, .json, .jar): is it the"
                        + " right folder?");
                return;
            }
        } catch (IOException e) {
            leave("it cannot be read: " + e);
            return;
        }
        if (!trouble.isEmpty()) {
            LOG.info("watched folder {} is looked through again", folder);
            trouble = "";
        }
        for (Path gone : List.copyOf(applied.keySet())) {
            if (!found.containsKey(gone) && !last.containsKey(gone) && !ended.getAsBoolean()) {
                applied.remove(gone);
                young.remove(gone);
                trackers.remove(gone);
            }
        }
        for (Map.Entry<Path, Look> file : found.entrySet()) {
            if (!ended.getAsBoolean() && file.getValue().equals(last.get(file.getKey()))) {
                settled(file.getKey(), file.getValue());
            }
        }
        last.clear();
        last.putAll(found);
    }

    /** Forgets the folder, which is missing or not trusted: when it is back, all in it counts as seen for the first time. */
    private void leave(String why) {
        last.clear();
        if (!why.equals(trouble)) {
            LOG.warn("watched folder {} is left alone, its trackers stay as they are: {}", folder, why);
        }
        trouble = why;
    }

    private void settled(Path file, Look look) {
        Instant readAgain = young.get(file);
        if (!look.equals(applied.get(file))) {
            applied.put(file, look);
            Instant now = clock.instant();
            if (look.changed().isAfter(now.minus(COARSEST_CLOCK))) {
                young.put(file, now.plus(COARSEST_CLOCK));
            } else {
                young.remove(file);
            }
            trackers.apply(file, look);
        } else if (readAgain != null && clock.instant().isAfter(readAgain)) {
            young.remove(file);
            trackers.applyIfOther(file, look);
        }
    }

    /** Lists the files; one more than the limit when there are too many. */
    private Map<Path, Look> find() throws IOException {
        Map<Path, Look> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder,
                file -> FileTrackers.accepts(file.getFileName().toString()))) {
            for (Path file : files) {
                if (found.size() > MOST_FILES) {
                    return found;
                }
                try {
                    found.put(file, Look.at(folder, file));
                } catch (NoSuchFileException e) {
                    LOG.trace("{} went while it was looked at", file, e);
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }
}
