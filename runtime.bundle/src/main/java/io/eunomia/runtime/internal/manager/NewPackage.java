package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.store.ContentStore;
import io.eunomia.runtime.internal.store.TrackerRecord;
import java.time.Instant;
import java.util.function.Function;

/**
 * A package that a tracker is to get, read and checked.
 *
 * @param content with the tracker's name
 * @param source as it was sent
 * @param digest SHA-256 of what was sent
 */
record NewPackage(TrackerPackage content, PackageSource source, String digest) {

    NewPackage(TrackerPackage content, PackageSource source) {
        this(content, source, source.sha256());
    }

    String name() {
        return content.descriptor().name();
    }

    Origin owner() {
        return source.owner();
    }

    /** For the framework. @param options that the tracker has */
    byte[] jar(StartOptions options) {
        return TrackerPackages.jar(content, source.content(), digest, options);
    }

    /**
     * Keeps the package at least for as long as the action takes; whoever still uses it then keeps it.
     *
     * @throws io.eunomia.runtime.TrackerException when there is no room for it; then nothing has happened
     */
    <T> T held(ContentStore packages, Function<KeptPackage, T> action) {
        packages.hold(digest, source.content());
        try {
            return action.apply(new KeptPackage(digest, content.descriptor().version(), Instant.now(), source.content().length));
        } finally {
            packages.release(digest);
        }
    }

    /** The record of a tracker that gets it from its owner. */
    TrackerRecord owned(TrackerRecord tracker) {
        return tracker.declaring(digest);
    }

    /** The same when it was the owner who gave it; from anybody else it is an exception to what he wants. */
    TrackerRecord declared(TrackerRecord tracker) {
        return tracker.origin().equals(owner()) ? owned(tracker) : tracker;
    }
}
