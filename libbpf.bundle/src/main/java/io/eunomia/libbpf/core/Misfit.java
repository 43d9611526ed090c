package io.eunomia.libbpf.core;

/**
 * What an object declares in one way and a kernel has in another, so that libbpf refuses the object before the kernel sees it.
 *
 * @param message a sentence that names both
 * @param hint what to do, or empty
 * @param lacking whether the kernel does not have the thing at all, and the object is in order
 */
public record Misfit(String message, String hint, boolean lacking) {
}
