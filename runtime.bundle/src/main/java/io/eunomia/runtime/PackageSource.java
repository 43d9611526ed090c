package io.eunomia.runtime;

/**
 * A package as it arrived, in any accepted format; the format is detected from the content.
 *
 * @param name used when the package names itself not: a file name without its ending, or the caller's choice; may be
 *     empty
 * @param content the bytes; not copied, must not be changed
 * @param origin where it came from, for people: {@code "http 127.0.0.1"}, a file's path
 */
public record PackageSource(String name, byte[] content, String origin) {
}
