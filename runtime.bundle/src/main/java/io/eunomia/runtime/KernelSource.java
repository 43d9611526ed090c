package io.eunomia.runtime;

/**
 * The types of a kernel to plan for, supplied by the caller.
 *
 * @param name of the file they came from, which may tell the release
 * @param content a BTF section, or a vmlinux that holds one; not to be changed
 * @param release of the kernel; empty to go by the content or the name
 */
public record KernelSource(String name, byte[] content, String release) {
}
