package io.eunomia.runtime.internal.engine;

import io.eunomia.runtime.event.Notice;

/**
 * The version of a running tracker whose events its hub shows: after a switch that is the old one, until its last invocation
 * has ended. Any thread.
 */
final class ShownVersion {
    private LoadedVersion version;

    ShownVersion(LoadedVersion version) {
        this.version = version;
    }

    /** Shows the events of the next version from its first on. @param notice told to subscribers before them */
    synchronized void change(LoadedVersion next, Notice.Updated notice) {
        version = next;
        next.streams().goOn(notice);
    }

    /** Updates the ledger from the kernel's counters. */
    synchronized void checkLosses() {
        if (version != null) {
            version.streams().checkLosses();
        }
    }

    /** Looks at no counters any more, because the version is about to be unloaded. */
    synchronized void end() {
        version = null;
    }
}
