package io.eunomia.runtime.internal.persist;

import io.eunomia.runtime.PinnedTrackers.Folder;
import io.eunomia.runtime.PinnedTrackers.PinnedTracker;
import io.eunomia.runtime.PinnedTrackers.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks through the folders of pins. @param ids tells a state folder's id; empty when it has none */
record PinScan(Path root, Function<Path, Optional<String>> ids) {
    private static final Logger LOG = LoggerFactory.getLogger(PinScan.class);

    /** Lists all folders by name; none when there is no root. Entries that go meanwhile are left out. */
    List<Folder> folders() throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS) && !isVisible(root)) {
            throw new AccessDeniedException(root.toString());
        }
        List<Folder> found = new ArrayList<>();
        for (Path entry : entries(root)) {
            try {
                found.add(folder(entry));
            } catch (NoSuchFileException e) {
                LOG.debug("{} has gone meanwhile", entry, e);
            }
        }
        return found;
    }

    private Folder folder(Path entry) throws IOException {
        Optional<Path> state = StateLink.named(entry);
        return new Folder(entry.getFileName().toString(), entry, standing(entry, state), state, trackers(entry));
    }

    private Standing standing(Path folder, Optional<Path> state) throws IOException {
        String name = folder.getFileName().toString();
        if (!StateId.isOne(name) || PinFolders.problem(folder).isPresent()) {
            return Standing.FOREIGN;
        }
        if (state.isEmpty() || !Files.exists(state.get(), LinkOption.NOFOLLOW_LINKS) && isVisible(state.get())) {
            return Standing.ORPHAN;
        }
        Optional<String> id = ids.apply(state.get());
        return id.isPresent() ? id.get().equals(name) ? Standing.OWNED : Standing.ORPHAN
                : Files.isReadable(state.get()) ? Standing.ORPHAN : Standing.UNKNOWN;
    }

    /** Tells whether this process may know that there is nothing: all folders on the way may be passed, or are missing. */
    private static boolean isVisible(Path gone) {
        Path way = gone.getParent();
        while (way != null && !Files.exists(way)) {
            way = way.getParent();
        }
        return way != null && Files.isExecutable(way);
    }

    /** Lists the folders of trackers, by name. */
    static List<Path> trackerFolders(Path folder) throws IOException {
        return entries(folder).stream().filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)).toList();
    }

    private static List<PinnedTracker> trackers(Path folder) throws IOException {
        List<PinnedTracker> trackers = new ArrayList<>();
        for (Path entry : trackerFolders(folder)) {
            try {
                List<Path> pins = pins(entry);
                trackers.add(new PinnedTracker(entry.getFileName().toString(), since(entry, pins), pins));
            } catch (NoSuchFileException e) {
                LOG.debug("{} has gone meanwhile", entry, e);
            }
        }
        return trackers;
    }

    private static List<Path> pins(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Finds the time of the oldest pin; that of the folder when there is none. */
    private static Instant since(Path folder, List<Path> pins) throws IOException {
        Instant oldest = Instant.MAX;
        for (Path pin : pins.isEmpty() ? List.of(folder) : pins) {
            Instant made = Files.getLastModifiedTime(pin, LinkOption.NOFOLLOW_LINKS).toInstant();
            oldest = made.isBefore(oldest) ? made : oldest;
        }
        return oldest;
    }

    /** Lists what is in a folder, by name; numbers in their order. */
    static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted(Comparator.comparing((Path path) -> path.getFileName().toString().length())
                    .thenComparing(path -> path.getFileName().toString())).toList();
        }
    }
}
