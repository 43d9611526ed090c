package io.eunomia.runtime.internal.code;

import io.eunomia.runtime.Failure;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** The trackers that bundles are, as far as whoever acts on the bundles has to know them. Any thread. */
public interface TrackerBundles {

    /** Returns the bundles of all trackers. */
    List<Bundle> bundles();

    /** Returns the name of the tracker that a bundle is; empty when it is none. */
    Optional<String> name(Bundle bundle);

    /** Tells whether the bundle's tracker runs. */
    boolean isRunning(Bundle bundle);

    /** Makes the bundle's tracker fail, if it is one. */
    void fail(Bundle bundle, Failure failure);
}
