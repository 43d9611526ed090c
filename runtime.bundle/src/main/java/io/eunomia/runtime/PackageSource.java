package io.eunomia.runtime;

/**
 * A package as it arrived, in any accepted format; the format is detected from the content.
 *
 * @param name used when the package names itself not: a file name without its ending, or the caller's choice; may be
 *     empty
 * @param content the bytes; not copied, must not be changed
 * @param origin where it came from, for people: {@code "http 127.0.0.1"}, a file's path
 * @param mayCarryCode whether a tracker bundle with Java code is taken from there; else it is refused as not permitted
 */
public record PackageSource(String name, byte[] content, String origin, boolean mayCarryCode) {

    /** From this host, by somebody who may run code in this process anyway. */
    public PackageSource(String name, byte[] content, String origin) {
        this(name, content, origin, true);
    }
}
