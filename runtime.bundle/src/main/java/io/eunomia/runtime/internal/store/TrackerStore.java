package io.eunomia.runtime.internal.store;

import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.store.TrackerRecord.Mark;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores which trackers there should be, across restarts. It is the only place that decides this: the framework and its
 * bundle store are made to match it ({@code manager.Reconciler}). The packages lie beside the file, by digest. Any thread.
 */
public final class TrackerStore {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerStore.class);

    private final Path folder;
    private final TrackerFile file;
    private final ContentStore packages;
    private final KeptTypes types;
    private final Map<String, TrackerRecord> records = new LinkedHashMap<>();
    private boolean missing;
    private boolean lost;
    private boolean former;
    private int nextId;

    /**
     * Opens the store. If neither the file nor its copy can be read, the file is set aside and that is logged: the bundles
     * it listed get new ids.
     *
     * @param path of the file; packages are in the folder {@code packages} beside it
     */
    public TrackerStore(Path path) {
        folder = path.toAbsolutePath().getParent();
        packages = new ContentStore(path.resolveSibling("packages"), "", "the package");
        types = new KeptTypes(path.resolveSibling("types"));
        file = new TrackerFile(path, types);
        missing = file.isMissing();
        Optional<TrackerFile.Content> read = file.read();
        TrackerFile.Content content = read.orElse(TrackerFile.Content.NONE);
        nextId = content.nextId();
        former = content.former();
        for (TrackerRecord tracker : content.trackers()) {
            types.use(tracker.options());
            put(tracker);
        }
        if (!missing && read.isEmpty()) {
            lose(path + " is damaged, and so is its copy; it is kept as " + file.aside());
        }
    }

    private void lose(String why) {
        lost = true;
        LOG.error("{}: trackers get new ids and stay stopped until they are started with the arguments they are to have", why);
    }

    /**
     * Treats a missing file as lost, because the framework has bundles that only this store can have wanted: the file is
     * written before the first of them is installed, so somebody has deleted it.
     */
    public synchronized void expectTrackers() {
        if (missing && !lost) {
            lose("the list of trackers is missing from " + folder);
        }
    }

    /** Tells whether the records of trackers that still exist cannot be read any more. */
    public synchronized boolean lost() {
        return lost;
    }

    /** Tells whether the file is one of a former release, whose packages are still to be taken over. */
    public boolean former() {
        return former;
    }

    /** Returns the state folder. */
    public Path folder() {
        return folder;
    }

    public ContentStore packages() {
        return packages;
    }

    public synchronized Optional<TrackerRecord> find(String location) {
        return Optional.ofNullable(records.get(location));
    }

    /** Returns the records in the order of their ids. */
    public synchronized List<TrackerRecord> records() {
        return List.copyOf(records.values());
    }

    public synchronized boolean stopped(String location) {
        return records.containsKey(location) && records.get(location).stopped();
    }

    /** Notes that somebody stopped or started a tracker. */
    public synchronized void stopped(String location, boolean stopped) {
        TrackerRecord old = records.get(location);
        if (old != null && old.stopped() != stopped) {
            records.put(location, old.stopped(stopped));
            tryToWrite("a tracker is noted there as " + (stopped ? "running" : "stopped"));
        }
    }

    /**
     * Gives the next id to a tracker that is being installed; its record is only written by {@link #change}, when it runs.
     *
     * @return the same with its id and the mark NEW
     */
    public synchronized TrackerRecord begin(TrackerRecord draft) {
        if (missing) {
            write();
        }
        StartOptions kept = types.use(StartOptions.none(), draft.options());
        TrackerRecord tracker = draft.with(kept).numbered(nextId).marked(Mark.NEW);
        nextId++;
        put(tracker);
        return tracker;
    }

    /**
     * Gives the next id to a tracker and writes its record.
     *
     * @throws TrackerException when it cannot be written; then nothing has changed
     */
    public synchronized TrackerRecord add(TrackerRecord draft) {
        TrackerRecord tracker = begin(draft);
        try {
            return change(tracker.location(), record -> record.marked(draft.mark())).orElseThrow();
        } catch (TrackerException e) {
            withdraw(tracker.location(), tracker.id());
            throw e;
        }
    }

    /** Adds a bundle of which nothing else is known any more. */
    public TrackerRecord addLost(TrackerRecord draft) {
        return add(draft.stopped(true).marked(Mark.LOST));
    }

    /**
     * Changes a tracker's record.
     *
     * @return the changed record; empty when there is no such tracker
     * @throws TrackerException when it cannot be written; then nothing has changed
     */
    public synchronized Optional<TrackerRecord> change(String location, UnaryOperator<TrackerRecord> change) {
        TrackerRecord old = records.get(location);
        if (old == null) {
            return Optional.empty();
        }
        TrackerRecord wanted = change.apply(old);
        TrackerRecord next = wanted.having(types.use(old.options(), wanted.options()));
        put(next);
        if (!next.equals(old)) {
            try {
                write();
            } catch (TrackerException e) {
                records.put(location, old);
                release(next);
                throw e;
            }
        }
        release(old);
        return Optional.of(next);
    }

    /** Notes that a removal is intended, or that it was given up. */
    public void mark(String location, Mark mark) {
        change(location, tracker -> tracker.marked(mark));
    }

    /** Removes a record. If that cannot be written it is logged; the next start then finds a tracker without a bundle. */
    public synchronized void remove(String location) {
        TrackerRecord old = records.remove(location);
        if (old != null && (old.mark() == Mark.NEW || tryToWrite("a tracker that was removed is still named there"))) {
            release(old);
        }
    }

    /** Forgets a tracker that never ran. Nobody has seen its id, so the next tracker may have it. */
    public synchronized void withdraw(String location, int id) {
        Optional.ofNullable(records.remove(location)).ifPresent(this::release);
        if (id == nextId - 1) {
            nextId--;
        }
    }

    /**
     * Rewrites the file in this release's format once all packages that it names are stored; until then nothing is written.
     *
     * @return false when it cannot be written yet
     */
    public synchronized boolean upgraded() {
        former = false;
        return tryToWrite("it is still that of the former release");
    }

    /** Puts a record into the table. @param tracker whose types are counted as used already */
    private void put(TrackerRecord tracker) {
        tracker.packages().forEach(kept -> packages.use(kept.sha256()));
        records.put(tracker.location(), tracker);
    }

    /** Removes contents that nobody needs: those that a kill has left, and files of former releases. */
    public synchronized void sweep() {
        packages.sweep();
        types.sweep();
    }

    private void release(TrackerRecord tracker) {
        types.release(tracker.options());
        tracker.packages().stream().map(KeptPackage::sha256).forEach(packages::release);
    }

    /** Writes what does no harm if it is forgotten, and logs a failure. */
    private boolean tryToWrite(String otherwise) {
        try {
            write();
            return true;
        } catch (TrackerException e) {
            LOG.warn("{}; {}", e.failure().message(), otherwise);
            return false;
        }
    }

    private void write() {
        if (!former) {
            file.write(records.values(), nextId);
            missing = false;
        }
    }

    /** Finds the tracker that an origin wants. */
    public synchronized Optional<TrackerRecord> ownedBy(Origin origin) {
        return records.values().stream().filter(tracker -> tracker.origin().key().equals(origin.key())
                && tracker.origin().kind() == origin.kind()).findFirst();
    }
}
