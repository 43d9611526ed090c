package io.eunomia.runtime.internal.persist;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A run that stays in the kernel when the process ends that reads it, as the store describes it: the next process takes over
 * what is pinned, if it still is what was pinned then.
 *
 * @param boot the kernel's boot (/proc/sys/kernel/random/boot_id): no pin outlives it
 * @param since when its first program was attached
 * @param sha256 of the package that it runs
 * @param objects what is pinned
 * @param end how its last process ended; null while one runs, and after a kill
 */
public record PinnedRun(String boot, Instant since, String sha256, Objects objects, End end) {

    /**
     * What is pinned in the tracker's folder.
     *
     * @param generation of the maps: each version of the package has a folder of its own for them
     * @param maps the kernel's numbers by the maps' names
     * @param epoch of the events that were read
     */
    public record Objects(int generation, Map<String, Integer> maps, List<Hook> hooks, String epoch) {
        public Objects {
            maps = Map.copyOf(maps);
            hooks = List.copyOf(hooks);
        }
    }

    /**
     * A program's attachment.
     *
     * @param target where, for people
     * @param number of its folder
     * @param id the kernel's number of the link
     */
    public record Hook(String program, String target, int number, int id) {
    }

    /** The orderly end of a process. @param sequence the number of the last event that was read and delivered */
    public record End(long sequence, Instant time) {
    }

    /** Returns the run with other objects, after an update. */
    public PinnedRun with(String digest, Objects next) {
        return new PinnedRun(boot, since, digest, next, null);
    }

    public PinnedRun ended(End last) {
        return new PinnedRun(boot, since, sha256, objects, last);
    }
}
