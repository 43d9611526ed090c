package io.eunomia.runtime;

import java.time.Duration;

/**
 * Watches a folder whose files become trackers (docs/watched-folder.md); a service while a folder is watched. A thread of
 * its own looks through the folder, and nothing else waits for it.
 */
public interface FolderWatch {

    /**
     * Waits until the folder was looked through once and the trackers are those that its files ask for.
     *
     * @return false when that takes longer than {@code most}; it goes on all the same
     */
    boolean awaitFirstLook(Duration most) throws InterruptedException;
}
