package io.eunomia.runtime;

import java.time.Instant;

/** A hot update that did not happen. @param time when it was given up */
public record FailedUpdate(Instant time, Failure failure) {
}
