package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.internal.engine.LoadedVersion;

/** An update of a running tracker's bundle, between its first and last event. Guarded by the lifecycle's lock. */
final class PendingUpdate {
    /** Who began it, and so who puts the old content back when it fails. */
    enum Origin {
        /** The manager, which has loaded the new version beforehand and waits for the outcome. */
        MANAGER,
        /** Somebody who called {@code Bundle.update} and knows nothing of programs. */
        FRAMEWORK,
        /** The lifecycle: the old content comes back, and the old version never went. */
        RESTORATION
    }

    final Origin origin;
    /** The bundle's content before, to put it back. */
    final byte[] before;
    final StartOptions options;
    /** Whether the bundle has new content: an update that fails early starts the old content again. */
    boolean contentChanged;
    UpdateReceipt receipt;
    Failure failure;
    private LoadedVersion prepared;

    PendingUpdate(Origin origin, byte[] before, StartOptions options, LoadedVersion prepared) {
        this.origin = origin;
        this.before = before;
        this.options = options;
        this.prepared = prepared;
    }

    /** Gives the prepared version away, if there is one; whoever gets it closes it. */
    LoadedVersion take() {
        LoadedVersion taken = prepared;
        prepared = null;
        return taken;
    }

    void discard() {
        LoadedVersion unused = take();
        if (unused != null) {
            unused.close();
        }
    }
}
