package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.engine.Failures;
import java.io.IOException;
import org.osgi.framework.BundleException;

/** What the framework says about a bundle, in words about the tracker. */
final class BundleFailures {

    private BundleFailures() {
    }

    static TrackerException storage(String message, Exception cause) {
        return new TrackerException(Failure.of(FailureKind.STORAGE, message, "make room there and try again"), cause);
    }

    static TrackerException of(Exception cause) {
        if (cause instanceof TrackerException known) {
            return known;
        }
        if (cause instanceof BundleException refused && refused.getType() == BundleException.RESOLVE_ERROR) {
            boolean kernel = String.valueOf(refused.getMessage()).contains(KernelCapability.NAMESPACE);
            return new TrackerException(Failure.of(kernel ? FailureKind.UNSUPPORTED : FailureKind.BAD_PACKAGE,
                    (kernel ? "this kernel lacks what the package requires: " : "the bundle cannot be resolved: ")
                            + refused.getMessage(), kernel ? "eunomia doctor lists what the kernel offers" : ""),
                    refused);
        }
        for (Throwable below = cause; below != null; below = below.getCause()) {
            if (below instanceof IOException) {
                return storage("the framework's bundle store cannot be written: " + below.getMessage(), cause);
            }
        }
        return cause instanceof RuntimeException unchecked ? Failures.exception(unchecked)
                : new TrackerException(Failure.of(FailureKind.INTERNAL, cause.getMessage(), ""), cause);
    }
}
