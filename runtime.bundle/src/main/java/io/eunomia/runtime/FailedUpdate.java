package io.eunomia.runtime;

import java.time.Instant;

/** A hot update that failed; the tracker kept its old version. @param time when it was given up */
public record FailedUpdate(Instant time, Failure failure) {
}
