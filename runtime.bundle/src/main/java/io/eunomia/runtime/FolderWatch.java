package io.eunomia.runtime;

import java.time.Duration;

/**
 * The watched folder, as a service while there is one. Files in it become trackers (docs/watched-folder.md); it is looked
 * at by a thread of its own, for which nothing else waits.
 */
public interface FolderWatch {

    /**
     * Waits until the folder was looked through once, so that trackers are what its files want.
     *
     * @return false when that takes longer than {@code most}; it goes on all the same
     */
    boolean awaitFirstLook(Duration most) throws InterruptedException;
}
