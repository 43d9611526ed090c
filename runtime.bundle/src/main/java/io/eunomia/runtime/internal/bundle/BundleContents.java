package io.eunomia.runtime.internal.bundle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.store.TrackerRecord;
import io.eunomia.runtime.internal.store.TrackerStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what trackers' bundles hold without reading them where it can: the caller that gives a bundle its content announces
 * it here first, and packages that the store keeps are read from the store. Any thread.
 */
public final class BundleContents {
    private static final Logger LOG = LoggerFactory.getLogger(BundleContents.class);

    /** A package as the store keeps it, with its bytes and digest. */
    public record Kept(TrackerPackage content, byte[] bytes, String digest) {
        /** Makes the bundle's jar. @param options that the tracker has */
        public byte[] jar(StartOptions options) {
            return TrackerPackages.jar(content, bytes, digest, options);
        }
    }

    private final TrackerStore store;
    private final Map<String, TrackerPackage> expected = new ConcurrentHashMap<>();

    public BundleContents(TrackerStore store) {
        this.store = store;
    }

    /** Announces the content that the bundle at this location is about to get. */
    public void expect(String location, TrackerPackage content) {
        expected.put(location, content);
    }

    /** Returns the content that was announced for the bundle, and forgets it. @return what was said of the bundle beforehand */
    public Optional<TrackerPackage> takeExpected(String location) {
        return Optional.ofNullable(expected.remove(location));
    }

    /** Returns the bundle's content from the cheapest place that has it. */
    public TrackerPackage read(Bundle bundle) {
        return takeExpected(bundle.getLocation())
                .or(() -> store.find(bundle.getLocation()).flatMap(this::present).map(Kept::content))
                .orElseGet(() -> TrackerPackages.read(bundle));
    }

    /** Returns the package that a tracker has; empty when the store keeps none or it is damaged. */
    public Optional<Kept> present(TrackerRecord tracker) {
        return tracker.present().flatMap(kept -> kept(kept.sha256(), tracker.name()));
    }

    public Optional<Kept> kept(String digest, String name) {
        return store.packages().read(digest).map(content -> new Kept(
                TrackerPackages.parse(new PackageSource(name, content, ""), name), content, digest));
    }

    /**
     * Supplies the jar that a bundle gets back when an action on it fails. The jar is made only on request, because most
     * actions succeed; content that the store does not keep has to be read before it goes.
     */
    public Supplier<byte[]> before(Bundle bundle) {
        Optional<TrackerRecord> tracker = store.find(bundle.getLocation()).filter(one -> one.present().isPresent());
        if (tracker.isEmpty()) {
            byte[] copy = BundleCopy.of(bundle);
            return () -> copy;
        }
        return () -> present(tracker.get()).map(kept -> kept.jar(tracker.get().options())).orElseThrow(() ->
                new TrackerException(Failure.of(FailureKind.STORAGE, "the package that tracker \"" + tracker.get().name()
                        + "\" had before is damaged or missing in the state folder", "send it again with an update")));
    }

    /**
     * Keeps the new package of a bundle that somebody updated past the manager. A bundle whose package the store does not
     * keep is left to whoever installed it.
     *
     * @return the tracker's record, if it has changed
     */
    public Optional<TrackerRecord> changedByOthers(Bundle bundle, TrackerPackage content) {
        if (store.find(bundle.getLocation()).flatMap(TrackerRecord::present).isEmpty()) {
            return Optional.empty();
        }
        try {
            return adopt(bundle, content.descriptor().version());
        } catch (RuntimeException e) {
            LOG.error("the new version of tracker {} is not kept, and the next start brings back the one before: {}",
                    content.descriptor().name(), e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Keeps what a bundle holds as its tracker's package.
     *
     * @throws TrackerException when there is no room for it
     */
    public Optional<TrackerRecord> adopt(Bundle bundle, String version) {
        byte[] copy = BundleCopy.of(bundle);
        String digest = store.packages().hold(copy);
        try {
            return store.change(bundle.getLocation(), tracker -> tracker.having(new KeptPackage(digest, version, Instant.now(),
                    copy.length)));
        } finally {
            store.packages().release(digest);
        }
    }
}
