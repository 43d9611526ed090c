package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.BundleContents;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.code.BundleActions;
import java.util.function.Supplier;
import org.osgi.framework.BundleException;

/** Remembers what a tracker was before an action, and puts it back when the action fails. */
public final class Restoration {
    private final TrackerBundle tracker;
    private final BundleContents contents;
    private final StartOptions options;
    private final Supplier<byte[]> jar;

    /**
     * Reads what has to be put back; call it before the bundle changes, because content that the store does not keep is
     * read now.
     */
    Restoration(TrackerBundle tracker, BundleContents contents) {
        this.tracker = tracker;
        this.contents = contents;
        this.options = tracker.options();
        this.jar = contents.before(tracker.bundle());
    }

    /** Supplies the jar that the bundle had before. */
    Supplier<byte[]> jar() {
        return jar;
    }

    /** Restores a tracker that did not run. @param cause gets further failures as suppressed ones */
    void run(BundleActions actions, TrackerException cause) {
        try {
            actions.stop(tracker.bundle());
            tracker.options(options);
            exchange(actions);
        } catch (BundleException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Restores a tracker that may run: its old version takes over again.
     *
     * @param cause gets further failures as suppressed ones
     */
    void run(TrackerLifecycle lifecycle, BundleActions actions, TrackerException cause) {
        try {
            if (tracker.active() == null) {
                exchange(actions);
            } else {
                byte[] old = jar.get();
                BundleUpdate.update(lifecycle, content(old), old, options, actions, jar);
            }
            tracker.options(options);
        } catch (BundleException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private void exchange(BundleActions actions) throws BundleException {
        byte[] old = jar.get();
        contents.expect(tracker.bundle().getLocation(), content(old));
        try {
            actions.update(tracker.bundle(), old);
        } finally {
            contents.takeExpected(tracker.bundle().getLocation());
        }
    }

    private TrackerPackage content(byte[] old) {
        return TrackerPackages.parse(new io.eunomia.runtime.PackageSource(tracker.name(), old, ""), tracker.name());
    }
}
