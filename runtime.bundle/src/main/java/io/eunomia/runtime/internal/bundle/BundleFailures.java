package io.eunomia.runtime.internal.bundle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.engine.Failures;
import io.eunomia.runtime.internal.store.StorageFailure;
import java.io.IOException;
import org.osgi.framework.BundleException;

/** Turns what the framework says about a bundle into a failure of its tracker, with the kind that tells whose fault it is. */
public final class BundleFailures {

    private BundleFailures() {
    }

    public static TrackerException of(Exception cause) {
        for (Throwable below = cause; below != null; below = below.getCause()) {
            if (below instanceof TrackerException known) {
                return known;
            }
        }
        if (cause instanceof BundleException refused) {
            return of(refused);
        }
        if (cause instanceof IllegalStateException && String.valueOf(cause.getMessage()).contains("uninstalled")) {
            return new TrackerException(Failure.of(FailureKind.NOT_FOUND, "the tracker was removed meanwhile", ""), cause);
        }
        return cause instanceof RuntimeException unchecked ? Failures.exception(unchecked)
                : new TrackerException(Failure.of(FailureKind.INTERNAL, innermost(cause), ""), cause);
    }

    private static TrackerException of(BundleException refused) {
        switch (refused.getType()) {
            case BundleException.RESOLVE_ERROR:
                return unresolved(refused);
            case BundleException.ACTIVATOR_ERROR:
                return badPackage("the bundle's Java code fails: " + innermost(refused),
                        "mend the code; the daemon's log has the stack", refused);
            case BundleException.DUPLICATE_BUNDLE_ERROR:
                return new TrackerException(Failure.of(FailureKind.CONFLICT, "another bundle has the same symbolic name"
                        + " and version: " + innermost(refused), "give this one another Bundle-SymbolicName or"
                                + " Bundle-Version, or update the other tracker"), refused);
            case BundleException.STATECHANGE_ERROR:
                return new TrackerException(Failure.of(FailureKind.CONFLICT, "the bundle is being changed already: "
                        + innermost(refused), "try again"), refused);
            default:
                return byCause(refused);
        }
    }

    /** Tells a jar that cannot be stored from one that the framework cannot make a bundle of. */
    private static TrackerException byCause(BundleException refused) {
        for (Throwable below = refused; below != null; below = below.getCause()) {
            if (below instanceof IOException) {
                return StorageFailure.of("the framework's bundle store cannot be written: " + below.getMessage(), refused);
            }
        }
        return badPackage("the framework takes no such bundle: " + innermost(refused),
                "its manifest says something wrong; make it with bnd", refused);
    }

    private static TrackerException unresolved(BundleException refused) {
        boolean kernel = String.valueOf(refused.getMessage()).contains(KernelCapability.NAMESPACE);
        return new TrackerException(Failure.of(kernel ? FailureKind.UNSUPPORTED : FailureKind.BAD_PACKAGE,
                (kernel ? "this kernel lacks what the package requires: " : "the bundle cannot be resolved: ")
                        + refused.getMessage(), kernel ? "eunomia doctor lists what the kernel offers" : ""), refused);
    }

    private static TrackerException badPackage(String message, String hint, Exception cause) {
        return new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, message, hint), cause);
    }

    /** Returns the innermost message, because it says what happened; the outer ones say only that something did. */
    private static String innermost(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        String message = String.valueOf(deepest.getMessage());
        return deepest instanceof BundleException ? message : deepest.getClass().getName() + ": " + message;
    }
}
