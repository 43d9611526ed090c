package io.eunomia.runtime.internal.bundle;

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
 * A package that has been read and checked, for a tracker that is to get it.
 *
 * @param content with the tracker's name
 * @param source as it was sent
 * @param digest SHA-256 of what was sent
 */
public record NewPackage(TrackerPackage content, PackageSource source, String digest) {

    public NewPackage(TrackerPackage content, PackageSource source) {
        this(content, source, source.sha256());
    }

    public String name() {
        return content.descriptor().name();
    }

    public Origin owner() {
        return source.owner();
    }

    /** Makes the bundle's jar for the framework. @param options that the tracker has */
    public byte[] jar(StartOptions options) {
        return TrackerPackages.jar(content, source.content(), digest, options);
    }

    /**
     * Keeps the package in the store for as long as the action takes; a record that refers to it then keeps it longer.
     *
     * @throws io.eunomia.runtime.TrackerException when there is no room for it; then nothing has happened
     */
    public <T> T held(ContentStore packages, Function<KeptPackage, T> action) {
        packages.hold(digest, source.content());
        try {
            return action.apply(new KeptPackage(digest, content.descriptor().version(), Instant.now(), source.content().length));
        } finally {
            packages.release(digest);
        }
    }

    /** Returns the record of a tracker whose owner gives it this package. */
    public TrackerRecord owned(TrackerRecord tracker) {
        return tracker.declaring(digest);
    }

    /** Returns the same when the owner gave the package; a package from anybody else does not change what the owner wants. */
    public TrackerRecord declared(TrackerRecord tracker) {
        return tracker.origin().equals(owner()) ? owned(tracker) : tracker;
    }
}
