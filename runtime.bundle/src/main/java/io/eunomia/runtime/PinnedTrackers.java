package io.eunomia.runtime;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A service that knows what daemons of this machine have pinned in the kernel for the daemons after them, whether one runs or
 * not. Any thread.
 */
@ProviderType
public interface PinnedTrackers {

    /**
     * Lists the folders of pins, one for each state folder that has any.
     *
     * @throws TrackerException when they cannot be read
     */
    List<Folder> folders();

    /**
     * Removes a folder with all of its pins. Programs that nothing else holds are detached and their maps are gone: the kernel
     * does that some ms later. Whether a daemon has the state folder is the caller's to find out.
     *
     * @return the pins that were removed
     * @throws TrackerException of kind CONFLICT when another process has one of the pinned maps open, as the daemon of a
     *     container has, whose state folder cannot be seen from here
     */
    List<Path> remove(Folder folder);

    /**
     * The pins of one state folder.
     *
     * @param name the state folder's id, or whatever the folder is called that is none of ours
     * @param state the state folder that it was made for, if it says so
     * @param trackers those with pins, by id
     */
    record Folder(String name, Path path, Standing standing, Optional<Path> state, List<PinnedTracker> trackers) {
        public Folder {
            trackers = List.copyOf(trackers);
        }

        /** The time of the oldest pin. */
        public Optional<Instant> since() {
            return trackers.stream().map(PinnedTracker::since).min(Instant::compareTo);
        }
    }

    /**
     * The pins of one tracker.
     *
     * @param name the tracker's id in its state folder
     * @param since the time of its oldest pin
     * @param pins paths of maps, programs and links, and of nothing else
     */
    record PinnedTracker(String name, Instant since, List<Path> pins) {
        public PinnedTracker {
            pins = List.copyOf(pins);
        }
    }

    /** Says whose a folder of pins is. */
    enum Standing {
        /** Its state folder is there: the next daemon on it takes the trackers over. */
        OWNED,
        /** Its state folder is gone, or has another id now: nobody will take the trackers over. */
        ORPHAN,
        /** Its state folder cannot be looked at by this process. */
        UNKNOWN,
        /** It is not of Eunomia's making, or another user's. */
        FOREIGN
    }
}
