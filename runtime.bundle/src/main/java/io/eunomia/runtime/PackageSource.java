package io.eunomia.runtime;

import io.eunomia.runtime.internal.store.PackageDigest;

/**
 * A package as it arrived, in any accepted format; the format is detected from the content.
 *
 * @param name used when the package does not name itself: a file name without its ending, or the caller's choice; may be
 *     empty
 * @param content the bytes; not copied, must not be changed
 * @param origin where it came from, for people: {@code "http 127.0.0.1"}, a file's path
 * @param mayCarryCode whether a tracker bundle with Java code is taken from there; else it is refused as not permitted
 * @param owner who wants the tracker that a start makes of it
 * @param adopt whether a start takes the name from another owner that has it; the tracker is then the new owner's, and one
 *     that runs is updated
 */
public record PackageSource(String name, byte[] content, String origin, boolean mayCarryCode, Origin owner, boolean adopt) {

    /** Makes the source of a package from this host, given by somebody who may run code in this process anyway. */
    public PackageSource(String name, byte[] content, String origin) {
        this(name, content, origin, true);
    }

    public PackageSource(String name, byte[] content, String origin, boolean mayCarryCode) {
        this(name, content, origin, mayCarryCode, Origin.EMBEDDED, false);
    }

    public PackageSource ownedBy(Origin other) {
        return new PackageSource(name, content, origin, mayCarryCode, other, adopt);
    }

    public PackageSource adopting(boolean other) {
        return new PackageSource(name, content, origin, mayCarryCode, owner, other);
    }

    /** SHA-256 of the content in hexadecimal; computed at each call. */
    public String sha256() {
        return PackageDigest.of(content);
    }
}
