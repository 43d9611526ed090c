package io.eunomia.runtime.internal.store;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.file.Descriptors;

/** Makes the failure of a state folder that cannot be written. */
public final class StorageFailure {

    private StorageFailure() {
    }

    /** Makes the failure of a file that cannot be written, for lack of room unless it is for lack of descriptors. */
    public static TrackerException of(String message, Exception cause) {
        if (Descriptors.exhausted(cause)) {
            return new TrackerException(Failure.of(FailureKind.EXHAUSTED, message, "this process has as many files open as it"
                    + " may (RLIMIT_NOFILE): raise it with ulimit -n, or LimitNOFILE= of the unit"), cause);
        }
        return new TrackerException(Failure.of(FailureKind.STORAGE, message, "make room there and try again"), cause);
    }
}
