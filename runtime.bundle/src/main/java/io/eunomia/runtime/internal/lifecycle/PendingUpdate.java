package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.engine.LoadedVersion;
import java.util.function.Supplier;

/** An update of a running tracker's bundle, between its first and last event. Guarded by the lifecycle's lock. */
public final class PendingUpdate {
    /** Tells who began the update, and so who puts the old content back when it fails. */
    enum Initiator {
        /** The manager, which has loaded the new version beforehand and waits for the outcome. */
        MANAGER,
        /** Somebody called {@code Bundle.update} and knows nothing of programs. */
        FRAMEWORK,
        /** The lifecycle puts the old content back; the old version was never detached. */
        RESTORATION
    }

    final Initiator initiator;
    /** Makes the jar that the bundle had before, to put it back. */
    final Supplier<byte[]> before;
    /** The new content; null when only the framework knows it. */
    final TrackerPackage content;
    final StartOptions options;
    /** Set once the bundle has new content: an update that fails earlier starts the old content again. */
    boolean contentChanged;
    UpdateReceipt receipt;
    Failure failure;
    private LoadedVersion prepared;

    private PendingUpdate(Initiator initiator, Supplier<byte[]> before, TrackerPackage content, StartOptions options,
            LoadedVersion prepared) {
        this.initiator = initiator;
        this.before = before;
        this.content = content;
        this.options = options;
        this.prepared = prepared;
    }

    /** @param prepared owned by the update */
    static PendingUpdate byManager(Supplier<byte[]> before, TrackerPackage content, StartOptions options,
            LoadedVersion prepared) {
        return new PendingUpdate(Initiator.MANAGER, before, content, options, prepared);
    }

    static PendingUpdate byFramework(Supplier<byte[]> before, StartOptions options) {
        return new PendingUpdate(Initiator.FRAMEWORK, before, null, options, null);
    }

    static PendingUpdate restoring(PendingUpdate failed) {
        return new PendingUpdate(Initiator.RESTORATION, failed.before, null, failed.options, null);
    }

    /** Returns the prepared version, if there is one, and gives it up: the caller closes it. */
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
