package io.eunomia.runtime;

import java.time.Instant;

/**
 * A package that a tracker has or had, kept so that it can be rolled back to.
 *
 * @param sha256 of the package as it was sent, in hexadecimal
 * @param version what the package calls its version; may be empty
 * @param time when the tracker got it
 * @param bytes its size
 */
public record KeptPackage(String sha256, String version, Instant time, long bytes) {
}
