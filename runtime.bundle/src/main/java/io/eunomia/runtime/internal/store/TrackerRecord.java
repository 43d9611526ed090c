package io.eunomia.runtime.internal.store;

import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.internal.persist.PinnedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Describes what the store wants of one tracker.
 *
 * @param id 0 until the store has given one
 * @param location of its bundle in the framework
 * @param name of the tracker, by which its package is read again; empty for bundles that others installed
 * @param origin who wants it
 * @param source where its package came from, for people
 * @param stopped whether somebody stopped it
 * @param declared SHA-256 of the package that its origin gave last, whatever it was updated to since; empty when unknown
 * @param packages those it has and had, the present one first; none for bundles that others installed
 * @param pinned the run that stays in the kernel when the process ends; empty when none does
 */
public record TrackerRecord(int id, String location, String name, Origin origin, String source, StartOptions options,
        boolean stopped, Mark mark, String declared, List<KeptPackage> packages, Optional<PinnedRun> pinned) {
    /** How many packages are kept of a tracker. */
    public static final int MOST_PACKAGES = 5;

    /** Marks that the next start has to know of. */
    public enum Mark {
        NONE,
        /** The tracker is being installed: nobody has been told of it, and it is not written. */
        NEW,
        /** The tracker's removal has begun and must be finished. */
        REMOVING,
        /** The tracker's start options are lost: it does not run until somebody starts it anew. */
        LOST
    }

    public TrackerRecord {
        packages = List.copyOf(packages);
    }

    /** Makes the record of a tracker that is to run and has no package yet. */
    public static TrackerRecord of(String location, String name, Origin origin, String source, StartOptions options) {
        return new TrackerRecord(0, location, name, origin, source, options, false, Mark.NONE, "", List.of(),
                Optional.empty());
    }

    /** Returns the package that the tracker has; empty for bundles that others installed. */
    public Optional<KeptPackage> present() {
        return packages.stream().findFirst();
    }

    TrackerRecord numbered(int next) {
        return new TrackerRecord(next, location, name, origin, source, options, stopped, mark, declared, packages, pinned);
    }

    /**
     * Returns the record with other options. That clears {@link Mark#LOST}, because it says again how the tracker is
     * started.
     */
    public TrackerRecord with(StartOptions other) {
        return new TrackerRecord(id, location, name, origin, source, other, stopped, Mark.NONE, declared, packages, pinned);
    }

    /** Returns the record with the same options as they are stored. */
    TrackerRecord having(StartOptions kept) {
        return kept == options ? this : new TrackerRecord(id, location, name, origin, source, kept, stopped, mark, declared,
                packages, pinned);
    }

    public TrackerRecord stopped(boolean now) {
        return new TrackerRecord(id, location, name, origin, source, options, now, mark, declared, packages, pinned);
    }

    public TrackerRecord marked(Mark next) {
        return new TrackerRecord(id, location, name, origin, source, options, stopped, next, declared, packages, pinned);
    }

    /** Returns the record with another origin. */
    public TrackerRecord ownedBy(Origin other, String otherSource) {
        return new TrackerRecord(id, location, name, other, otherSource, options, stopped, mark, declared, packages, pinned);
    }

    /** Returns the record with another pinned run, or with none. */
    public TrackerRecord pinning(Optional<PinnedRun> run) {
        return new TrackerRecord(id, location, name, origin, source, options, stopped, mark, declared, packages, run);
    }

    public TrackerRecord declaring(String digest) {
        return new TrackerRecord(id, location, name, origin, source, options, stopped, mark, digest, packages, pinned);
    }

    public TrackerRecord called(String tracker) {
        return new TrackerRecord(id, location, tracker, origin, source, options, stopped, mark, declared, packages, pinned);
    }

    /** Returns the record with this package as the present one; of too many packages the oldest goes. */
    public TrackerRecord having(KeptPackage next) {
        List<KeptPackage> all = new ArrayList<>(packages);
        all.removeIf(old -> old.sha256().equals(next.sha256()));
        all.add(0, next);
        return keeping(all.subList(0, Math.min(all.size(), MOST_PACKAGES)));
    }

    public TrackerRecord keeping(List<KeptPackage> others) {
        return new TrackerRecord(id, location, name, origin, source, options, stopped, mark, declared, others, pinned);
    }
}
