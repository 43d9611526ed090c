package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.TrackerBundleWriter;
import io.eunomia.runtime.internal.lifecycle.TrackerBundle;

/**
 * Checks that an update does not put another tracker's package in a tracker's place by mistake: its subscribers would get
 * events of something else under the old name.
 *
 * @param tracker for people
 * @param name of the tracker
 * @param packageName what its package calls itself
 * @param builtIn whether it came with the distribution
 */
record PackageIdentity(String tracker, String name, String packageName, boolean builtIn) {
    private static final String HINT = "--force (HTTP: force=true) replaces it all the same; start would run the package"
            + " beside it";

    static PackageIdentity of(TrackerBundle tracker) {
        String own = tracker.bundle().getHeaders("").get(TrackerBundleWriter.OWN_NAME);
        return new PackageIdentity("tracker \"" + tracker.name() + "\" (" + tracker.id() + ")", tracker.name(),
                own == null ? tracker.name() : own, tracker.origin().kind() == Origin.Kind.BUILTIN);
    }

    /**
     * Accepts the next package of the same tracker.
     *
     * @throws TrackerException of kind CONFLICT when {@code next} is another tracker's package
     */
    void require(TrackerPackage next) {
        String other = next.ownName();
        if (other.isEmpty() && builtIn) {
            throw refused(tracker + " is built in, and the package does not call itself \"" + packageName + '"');
        }
        if (!other.isEmpty() && !other.equals(packageName) && !other.equals(name)) {
            throw refused(tracker + " is the package \"" + packageName + "\", and this one is \"" + other + '"');
        }
    }

    private static TrackerException refused(String message) {
        return new TrackerException(Failure.of(FailureKind.CONFLICT, message, HINT));
    }
}
